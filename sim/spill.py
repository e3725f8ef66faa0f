"""Spill: tables that move from memory to a scratch file when they would outgrow what they may take.

A table on file is mapped: it is read and written as before, and the system keeps in memory what
was used lately. The file has no name (where the system allows that), so nothing is left of it
however a run ends. It lies in the folder for temporary files; TMPDIR names another.
"""

import mmap
import os
import re
import tempfile
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim import tables
from sim.errors import AddaError, Said, shown
from sim.world_parts.memory import UNASKED, available_bytes

UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
KEPT_PART = 0.8  # of what is free, where no memory is stated
LEAST_PART = 2**22  # bytes: a file grows by no less
BLOCK = bytes(2**20)
MAPPED = 2**18  # bytes from which a table in memory grows where it is, where the system can do so
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)\s*")


def bytes_of(memory: int | str) -> int:
    """Return a size such as "2 GB", "500MB" or a number of bytes; AddaError for anything else."""
    found = _SIZE.fullmatch(str(memory)) if not isinstance(memory, bool) else None
    unit = found[2].upper() if found else ""
    if found is None or (unit or "B") not in UNITS:
        raise AddaError(
            "memory: '{memory}' is no size such as 500 MB or 2 GB", memory=shown(memory)
        )
    return int(float(found[1]) * UNITS[unit or "B"])


def size(count: int) -> Said:
    """Return a number of bytes as people say it."""
    if count >= 1e9:
        return Said("{count} GB", count=round(count / 1e9, 1))
    return Said("{count} MB", count=round(count / 1e6, 1))


class Allowance:
    """How many bytes some tables may take in memory together, and whether they may go to a file.

    most: None: most of what is free when it first matters.
    """

    def __init__(self, most: int | None, may_spill: bool):
        self.most, self.may_spill, self.taken = most, may_spill, 0

    def allows(self, more: int) -> bool:
        """May so many bytes be taken besides those that are taken already?"""
        if self.most is None:
            if more <= UNASKED or (free := available_bytes()) is None:
                return True
            self.most = self.taken + int(KEPT_PART * free)
        return more <= self.most - self.taken


class SpillingTable(tables.Table):
    """A table within an allowance. `spilled`: does it lie in a file?"""

    def __init__(
        self, dtypes: Mapping[str, type[np.generic]], allowance: Allowance, capacity: int = 256
    ):
        super().__init__(dtypes, capacity)
        self.allowance = allowance
        self._file: Any = None
        self._map: Any = None
        allowance.taken += self.rows.nbytes

    @property
    def spilled(self) -> bool:
        """Does the table lie in a file?"""
        return self._file is not None

    def let_go(self) -> None:
        """Give back what the map of a file takes in memory; what is asked for again comes back."""
        if self.spilled and hasattr(self._map, "madvise"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def reserve(self, rows: int) -> None:
        """Make room for so many further rows, in memory or on file."""
        if self.count + rows <= self.capacity:
            return
        more = max(self.capacity, rows)
        # While a table grows in memory, the old and the new one are both there.
        grown = (self.capacity + more) * self.rows.itemsize
        if not self.spilled and self.allowance.allows(grown):
            before = self.rows.nbytes
            self._grow_in_memory(rows)
            self.allowance.taken += self.rows.nbytes - before
        elif self.allowance.may_spill:
            self._grow_on_file(rows)
        else:
            raise AddaError(
                "the shares need more than the {most} of memory that are left for them; allow"
                " more memory, or let them be written (keep: file) or summed (sums)",
                most=self._most(),
            )

    def _grow_in_memory(self, rows: int) -> None:
        """Grow by as much again. A large table is a map, which grows without being copied."""
        capacity = max(2 * self.capacity, self.count + rows)
        kind, size = self.rows.dtype, capacity * self.rows.itemsize
        if size < MAPPED or not hasattr(mmap, "MAP_ANONYMOUS"):
            super().reserve(rows)
            return
        if self._map is not None:
            self._hold(np.empty(0, kind))  # what somebody looks at cannot be moved
            try:
                self._map.resize(size)
            except (BufferError, OSError, SystemError, ValueError):
                self._hold(np.frombuffer(self._map, kind, len(self._map) // kind.itemsize))
            else:
                self._hold(np.frombuffer(self._map, kind, capacity))
                return
        grown = _map(size)
        mapped = np.frombuffer(grown, kind, capacity)
        tables.put(mapped, self.rows[: self.count])
        self._map = grown
        self._hold(mapped)

    def _grow_on_file(self, rows: int) -> None:
        part = max(rows, max(LEAST_PART, (self.allowance.most or 0) // 4) // self.rows.itemsize)
        before = self.rows[: self.count]
        try:
            moved = self._file or tempfile.TemporaryFile(prefix="adda-")  # noqa: SIM115
            _extend(moved, (self.count + part) * self.rows.itemsize)
        except OSError as error:
            raise AddaError(
                "the shares outgrew the {most} of memory that are left for them, and"
                " '{folder}' has no room ({reason}); take fewer people or days, or name"
                " a folder with room in TMPDIR",
                most=self._most(),
                folder=shown(tempfile.gettempdir()),
                reason=error.strerror,
            ) from None
        # The old map goes with the old array, and with it what it took of the memory.
        self._map = mmap.mmap(moved.fileno(), 0)
        mapped = np.frombuffer(self._map, self.rows.dtype)
        if self._file is None:
            tables.put(mapped, before)
            self.allowance.taken -= self.rows.nbytes
        self._file = moved
        self._hold(mapped)

    def _most(self) -> Said:
        return size(self.allowance.most or 0)


def _map(size: int) -> mmap.mmap:
    """Return a map of so many bytes of memory, all of them 0, in large pages where there are any.

    Raises MemoryError.
    """
    try:
        room = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError as error:
        raise MemoryError(str(error)) from None
    if hasattr(mmap, "MADV_HUGEPAGE"):
        room.madvise(mmap.MADV_HUGEPAGE)
    return room


def _extend(file: Any, end: int) -> None:
    """Make a file as long as `end`, with its blocks really there: a map cannot say "disk full"."""
    start = file.seek(0, os.SEEK_END)
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), start, end - start)
        return
    for at in range(start, end, len(BLOCK)):
        file.write(BLOCK[: end - at])
    file.flush()
