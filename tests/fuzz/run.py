"""One fuzzer of one reader, guided by coverage: `python -m tests.fuzz.run LAUNCHER READER ...`.

Started by the launcher that `python -m tests.fuzz` writes, which libFuzzer calls again to merge.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sim.intake"]):
    from tests.fuzz.targets import outcome


def main() -> None:
    """Fuzz until libFuzzer has had enough; a broken promise ends the process with its input."""
    launcher, reader, *settings = sys.argv[1:]
    folder = Path(tempfile.mkdtemp(prefix="adda-fuzz-"))

    def once(data: bytes) -> None:
        outcome(reader, data, folder, always=False)

    atheris.Setup([launcher, *settings], once)
    try:
        atheris.Fuzz()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
