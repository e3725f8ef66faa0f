"""Serving: the app or JupyterLab as a process of its own, for a browser to look at."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
NO_NET = Path(__file__).resolve().parent / "no_net"
TOKEN = "adda-test"
START_SECONDS = 600  # what is not compiled yet is compiled first


@dataclass(frozen=True)
class Server:
    """A running door. folder: for its log; spoken_to: whom its processes asked beyond us."""

    address: str
    process: psutil.Process
    folder: Path

    @property
    def page(self) -> str:
        """The address that a person would open, token and all."""
        return f"{self.address}/?token={TOKEN}"

    def kernels(self) -> list[psutil.Process]:
        """Return the kernels that it has started and that still run."""
        found = []
        for child in self.process.children(recursive=True):
            try:
                if any("ipykernel" in word for word in child.cmdline()):
                    found.append(child)
            except psutil.Error:
                continue
        return found

    def kernels_become(self, count: int, seconds: float = 60) -> None:
        """Wait until so many kernels run."""
        end = time.monotonic() + seconds
        while (now := len(self.kernels())) != count:
            assert time.monotonic() < end, f"{now} kernels run, not {count}"
            time.sleep(0.1)

    def spoken_to(self) -> list[str]:
        """Return which other machines it or its kernels asked for."""
        noted = _notes(self.folder)
        return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []

    def delete(self, path: str) -> None:
        """Tell JupyterLab to end something, such as a session."""
        self._ask(path, "DELETE")

    def listed(self, path: str) -> list[dict]:
        """Return what JupyterLab lists there."""
        return json.loads(self._ask(path, "GET"))

    def _ask(self, path: str, method: str) -> bytes:
        asked = urllib.request.Request(
            f"{self.address}/{path}", method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.read()


@contextmanager
def serve(call: str, place: Path, **settings: str) -> Iterator[Server]:
    """Start one of `sim.doors`, with its log in `place`; stop it and all that it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"port": port, "browser": False, "token": TOKEN, **settings}
    code = f"from sim import doors; doors.{call}(**{given!r})"
    with (place / "log").open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
            env=os.environ | _surroundings(place),
        )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}", psutil.Process(process.pid), place)
    try:
        _await(f"{server.address}/api/status" if call == "lab" else server.page, process, place)
        yield server
    finally:
        kernels = server.kernels()
        process.terminate()
        process.wait(timeout=60)
        for kernel in psutil.wait_procs(kernels, timeout=20)[1]:
            kernel.kill()


def _notes(folder: Path) -> Path:
    return folder / "spoken_to"


def _surroundings(folder: Path) -> dict[str, str]:
    """Return an environment that notes whom is spoken to and exposes Lab's own commands."""
    settings = folder / "config"
    settings.mkdir()
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (settings / "jupyter_lab_config.json").write_text(json.dumps(exposed), encoding="utf-8")
    return {
        "PYTHONPATH": os.pathsep.join([str(NO_NET), str(ROOT)]),
        "ADDA_SPOKEN_TO": str(_notes(folder)),
        "JUPYTER_CONFIG_PATH": str(settings),
    }


def _await(address: str, process: subprocess.Popen, folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            opener = urllib.request.build_opener(urllib.request.HTTPHandler)
            with opener.open(address.split("?")[0] + "?x", timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers: that it wants a token is as it should be
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer:\n{(folder / 'log').read_text()[-2000:]}")
