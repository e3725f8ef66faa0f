"""The environment of the peers, apart from Adda's own: `.venv-peers`, from `peers.lock`."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.peers import PEERS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv-peers"
LOCK = ROOT / "benchmarks" / "peers.lock"
READY = FOLDER / "ready"


def python() -> Path:
    """Return the environment's Python."""
    name = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return FOLDER / name


def prepare() -> None:
    """Make the environment where it is missing or older than the lock.

    A peer that cannot be installed here (some must be compiled) is left out; the tables say so.
    """
    if READY.exists() and READY.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    print("Making .venv-peers, once (some peers are compiled: a few minutes)", file=sys.stderr)
    _uv("venv", "--quiet", "--allow-existing", "--python", sys.executable, str(FOLDER))
    if not _install(LOCK.read_text(encoding="utf-8")):
        _install_one_by_one()
    _uv("pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
        "--python", str(python()), "--editable", str(ROOT))  # fmt: skip
    READY.touch()


def _install_one_by_one() -> None:
    """Install what all peers stand on, then each peer that can be."""
    entries = re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8"))
    names = {installed.lower() for _file, installed, _most in PEERS.values()} - {"mesa"}
    mine = [entry for entry in entries if entry.split("==")[0].lower() in names]
    if not _install("\n".join(entry for entry in entries if entry not in mine)):
        raise SystemExit("The environment of the peers could not be made; see what uv says above.")
    for entry in mine:
        if not _install(entry):
            print(f"left out: {entry.split('==')[0]} cannot be installed here", file=sys.stderr)


def _install(requirements: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(requirements, encoding="utf-8")
        return _uv("pip", "install", "--quiet", "--no-deps", "--require-hashes",
                   "--python", str(python()), "-r", str(wanted))  # fmt: skip


def _uv(*words: str) -> bool:
    return subprocess.run([sys.executable, "-m", "uv", *words], check=False).returncode == 0
