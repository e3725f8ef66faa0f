"""Names become numbers while a chat is read; the key that could tell them back is thrown away."""

import unicodedata
from hashlib import blake2b
from secrets import token_bytes

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
SPACES = "\u00a0\u202f\u2009\u2007"
HYPHENS = "\u2010\u2011"
PLAIN = {
    **dict.fromkeys(map(ord, MARKS)),
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, HYPHENS), "-"),
}
NOBODY = -1


def plain_name(name: str) -> str:
    """Return a name without direction marks, odd spaces and the `~` of unsaved contacts."""
    if name.isalnum() and name.isascii():
        return name
    if not name.isascii():
        name = unicodedata.normalize("NFC", name.translate(PLAIN))
    return " ".join(name.lstrip("~ ").split())


class Pseudonyms:
    """Numbers people by first appearance. Holds keyed hashes only, never a name.

    A person may be known by an identity (a messenger's user number), by a name, or by both;
    a name that was seen alone is joined with the first identity that carries it.
    """

    def __init__(self) -> None:
        self._hash = blake2b(key=token_bytes(32), digest_size=16)
        self._names: dict[bytes, int] = {}
        self._identities: dict[bytes, int] = {}
        self._identified: set[tuple[str, int]] = set()
        self._count = 0

    def number(self, name: str) -> int:
        """Return the number of the person called `name`, or NOBODY for an empty name."""
        name = plain_name(name)
        if not name:
            return NOBODY
        key = self._digest("n", name)
        found = self._names.get(key)
        if found is None:
            found = self._names[key] = self._new()
        return found

    def number_of_identity(self, schema: str, identity: object, name: str = "") -> int:
        """Return the number of the person with a messenger's `identity`, perhaps also named.

        Two identities of one `schema` are two people, also when they carry the same name.
        """
        key = self._digest(schema, repr(identity))
        found = self._identities.get(key)
        if found is None:
            found = self._identities[key] = self._adopt(schema, plain_name(name))
            self._identified.add((schema, found))
        return found

    def fingerprint(self, *parts: object) -> int:
        """Return a keyed 62-bit fingerprint of `parts`, to find the same message in two files."""
        return int.from_bytes(self._digest("f", repr(parts))[:8], "little") >> 2

    def forget(self) -> None:
        """Throw the key and all hashes away: nobody can be numbered or found again."""
        self._hash = blake2b(key=token_bytes(32), digest_size=16)
        self._names.clear()
        self._identities.clear()

    def _digest(self, space: str, text: str) -> bytes:
        keyed = self._hash.copy()
        keyed.update((space + text).encode("utf-8", "surrogatepass"))
        return keyed.digest()

    def _adopt(self, schema: str, name: str) -> int:
        if not name:
            return self._new()
        key = self._digest("n", name)
        found = self._names.get(key)
        if found is None or (schema, found) in self._identified:
            found = self._new()
            self._names.setdefault(key, found)
        return found

    def _new(self) -> int:
        self._count += 1
        return self._count - 1
