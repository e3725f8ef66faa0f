"""Shares: the share table in the form in which a run has it.

`KeptShares` are columns in memory. `WrittenShares` are a Parquet file that is read in chunks, or a
column at a time when somebody asks for one. `SummedShares` are no rows any more: what outcomes and
the dashboard need of them stands in sums (`sim.share_sums`).
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from sim import tables
from sim.errors import AddaError

if TYPE_CHECKING:
    import pyarrow.parquet

Columns = Mapping[str, np.ndarray]
FILE = "shares.parquet"
ROWS_A_CHUNK = 100_000


class Shares(Mapping[str, np.ndarray]):
    """The columns of the share table by name, and ways to read them without having all at once."""

    form = ""  # as the manifest names it
    count: int  # rows

    def chunks(self, names: Sequence[str], until: int | None = None) -> Iterator[Columns]:
        """Yield columns in order, some rows at a time. until: only shares before this tick."""
        raise NotImplementedError

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return the values of a column in these rows."""
        raise NotImplementedError

    def save(self, folder: Path) -> None:
        """Write the table to a folder."""
        raise NotImplementedError


class KeptShares(Shares):
    """Columns in memory. After a run, each is laid out when it is first asked for."""

    form = "kept"

    def __init__(self, columns: Columns):
        self.columns = columns
        if isinstance(columns, tables.Columns):
            self.count = columns.rows
        else:
            self.count = len(columns["story"])

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def chunks(self, names: Sequence[str], until: int | None = None) -> Iterator[Columns]:
        """Yield all rows at once."""
        if isinstance(self.columns, tables.Columns):
            self.columns.lay_out(names)
        end = self.count
        if until is not None:
            end = int(np.searchsorted(self.columns["tick"], until))
        yield {name: self.columns[name][:end] for name in names}

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return the values of a column in these rows."""
        return self.columns[name][rows]

    def save(self, folder: Path) -> None:
        """Write the table to a folder."""
        write(self.columns, self.count, folder / FILE)


class WrittenShares(Shares):
    """A Parquet file. room: the temporary folder it lies in, which goes when nobody reads it."""

    form = "written"

    def __init__(self, path: Path, room: "TemporaryDirectory[str] | None" = None):
        self.path, self.room = path, room
        self.count = self._file.metadata.num_rows

    @cached_property
    def _file(self) -> "pyarrow.parquet.ParquetFile":
        import pyarrow.parquet

        return pyarrow.parquet.ParquetFile(self.path)

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._file.schema_arrow.names:
            raise KeyError(name)
        return self._file.read([name])[name].to_numpy()

    def __iter__(self) -> Iterator[str]:
        return iter(self._file.schema_arrow.names)

    def __len__(self) -> int:
        return len(self._file.schema_arrow.names)

    def chunks(self, names: Sequence[str], until: int | None = None) -> Iterator[Columns]:
        """Yield a chunk of the file after the other."""
        wanted = list(dict.fromkeys([*names, "tick"]))
        for group in range(self._file.num_row_groups):
            table = self._file.read_row_group(group, wanted)
            columns = {name: table[name].to_numpy() for name in wanted}
            end = len(columns["tick"])
            if until is not None:
                end = int(np.searchsorted(columns["tick"], until))
            yield {name: columns[name][:end] for name in names}
            if end < len(columns["tick"]):
                return

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return the values of a column in these rows, from the chunks that hold them."""
        order = np.argsort(rows, kind="stable")
        found = np.zeros(len(rows), self._file.schema_arrow.field(name).type.to_pandas_dtype())
        first = 0
        for group in range(self._file.num_row_groups):
            last = first + self._file.metadata.row_group(group).num_rows
            start, end = np.searchsorted(rows, (first, last), sorter=order)
            if start < end:
                here = order[start:end]
                column = self._file.read_row_group(group, [name])[name].to_numpy()
                found[here] = column[rows[here] - first]
            first = last
        return found

    def save(self, folder: Path) -> None:
        """Copy the file to a folder."""
        if self.path.resolve() != (folder / FILE).resolve():
            shutil.copyfile(self.path, folder / FILE)


class SummedShares(Shares):
    """No rows; how many there were."""

    form = "summed"

    def __init__(self, count: int):
        self.count = count

    def __getitem__(self, name: str) -> np.ndarray:
        raise self.refusal()

    def refusal(self) -> AddaError:
        """Return what to say to somebody who asks for single shares."""
        return AddaError(
            "the shares of this run were summed, so there is no table of single shares;"
            " run it again with keep='file' to have one"
        )

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def save(self, _folder: Path) -> None:
        """There is nothing to write: the sums are tables of the run."""


def write(
    columns: Columns, count: int, path: Path, after: Callable[[], None] | None = None
) -> None:
    """Write columns to a Parquet file, some rows at a time. after: called after each time."""
    import pyarrow
    import pyarrow.parquet

    kinds = [(name, pyarrow.from_numpy_dtype(column.dtype)) for name, column in columns.items()]
    with pyarrow.parquet.ParquetWriter(path, pyarrow.schema(kinds)) as file:
        for first in range(0, max(count, 1), ROWS_A_CHUNK):
            last = min(count, first + ROWS_A_CHUNK)
            part = {key: np.array(column[first:last]) for key, column in columns.items()}
            file.write_table(pyarrow.table(part))
            if after is not None:
                after()
    pyarrow.default_memory_pool().release_unused()


def written(columns: Columns, count: int, after: Callable[[], None]) -> WrittenShares:
    """Write columns to a temporary folder that lives as long as what is returned."""
    room = TemporaryDirectory(prefix="adda-")
    path = Path(room.name) / FILE
    try:
        write(columns, count, path, after)
    except OSError as error:
        room.cleanup()
        raise AddaError("the shares cannot be written ({reason})", reason=error.strerror) from None
    return WrittenShares(path, room)
