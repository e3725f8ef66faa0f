"""Walking through a large JSON file piece by piece, so that memory holds one message at a time."""

import io
import json
from collections.abc import Iterator
from typing import Any

from sim.errors import AddaError, Said

_CHUNK = 2**18
_LARGEST_PIECE = 16 * 2**20
_DEEPEST = 50
_SPACE = " \t\r\n"
_decode = json.JSONDecoder(parse_constant=lambda _name: None).raw_decode


class JsonStream:
    """A reader that stands at a place in a JSON text and either enters a value or reads it whole.

    Every fault of the text raises one AddaError that quotes nothing of it.
    """

    def __init__(self, text: io.TextIOBase, place: Said) -> None:
        self._text, self._place = text, place
        self._buffer, self._at, self._ended = "", 0, False
        self._depth = 0

    def kind(self) -> str:
        """Return the first letter of the next value: `{`, `[`, `"`, a digit, ..."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._fill():
                raise self._broken()

    def fields(self) -> Iterator[str]:
        """Enter an object and give its keys; read or enter each value before the next key."""
        self._enter("{")
        if self._leaves("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self._broken()
            self._expect(":")
            yield key
            if self._leaves("}"):
                return
            self._expect(",")

    def places(self) -> Iterator[int]:
        """Enter a list and give 0, 1, 2, ...; read or enter each item before the next number."""
        self._enter("[")
        if self._leaves("]"):
            return
        number = 0
        while True:
            yield number
            number += 1
            if self._leaves("]"):
                return
            self._expect(",")

    def value(self) -> Any:
        """Read the next value whole."""
        self.kind()
        while True:
            try:
                value, end = _decode(self._buffer, self._at)
            except (ValueError, RecursionError) as fault:
                deep = isinstance(fault, RecursionError)
                if deep or len(self._buffer) - self._at > _LARGEST_PIECE or not self._fill():
                    raise self._broken() from None
                continue
            # A number at the end of the buffer may go on in the next chunk.
            if end < len(self._buffer) or not self._fill():
                self._at = end
                return value

    def skip(self) -> None:
        """Pass over the next value, however large, without keeping it."""
        letter = self.kind()
        if letter == "{":
            for _key in self.fields():
                self.skip()
        elif letter == "[":
            for _number in self.places():
                self.skip()
        else:
            self.value()

    def _expect(self, letter: str) -> None:
        if self.kind() != letter:
            raise self._broken()
        self._at += 1

    def _enter(self, letter: str) -> None:
        self._expect(letter)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._broken()

    def _leaves(self, letter: str) -> bool:
        if self.kind() != letter:
            return False
        self._at += 1
        self._depth -= 1
        return True

    def _fill(self) -> bool:
        """Read on, doubling what is held while a value is not complete; False at the end."""
        if self._ended:
            return False
        wanted = max(_CHUNK, len(self._buffer) - self._at)
        chunk = self._text.read(wanted)
        self._ended = not chunk
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return bool(chunk)

    def _broken(self) -> AddaError:
        return AddaError("{place} is not a whole JSON file; export it again", place=self._place)
