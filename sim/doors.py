"""Doors: the workbooks in JupyterLab, and the studio as an app. Both on this machine only.

Both listen on the loopback address and ask for a token, which stands in the address they print.
Neither asks the net for anything.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sim import facts
from sim.errors import AddaError, shown

LOOPBACK = "127.0.0.1"
APP = "app.ipynb"
LAB_SETTINGS = (
    f"--ServerApp.ip={LOOPBACK}",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=",
    "--allow-root",  # in a container everybody is; on the loopback address, with a token
)
APP_SETTINGS = (
    f"--Voila.ip={LOOPBACK}",
    "--template=adda",
    "--strip_sources=True",
    "--show_tracebacks=False",
    "--Voila.auto_token=True",
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=120",
)


def lab(
    port: int | None = None,
    browser: bool = True,
    token: str | None = None,
    folder: str | Path | None = None,
) -> int:
    """Open the workbooks in JupyterLab and stay until it is stopped. Returns its exit code.

    port: on which to listen, else the first free one from 8888 on. token: instead of a fresh one.
    folder: of workbooks, instead of those that come with the product.
    """
    folder = workbooks() if folder is None else Path(folder).resolve()
    settings = [*LAB_SETTINGS, f"--ServerApp.root_dir={folder}"]
    settings += [] if token is None else [f"--IdentityProvider.token={token}"]
    first = folder / "00_start_here.ipynb"
    return _serve("jupyterlab", [*settings, *_place(port, browser)], [str(first)])


def app(port: int | None = None, browser: bool = True, token: str | None = None) -> int:
    """Open the studio as an app and stay until it is stopped. Returns its exit code.

    port: on which to listen, else the first free one from 8866 on. token: instead of a fresh one.
    """
    notebook = facts.folder("workbooks") / APP
    settings = [*APP_SETTINGS, *_place(port, browser)]
    settings += [] if token is None else [f"--Voila.token={token}"]
    return _serve("voila", settings, [str(notebook)])


def workbooks(beside: Path | None = None) -> Path:
    """Return a folder of workbooks that may be changed.

    In a source tree that is the folder itself; an installed product keeps its own as they are and
    puts copies into `beside` (default: the current folder), where older copies stay untouched.
    """
    shipped = facts.folder("workbooks")
    if shipped.parent.name != "shipped":
        return shipped
    mine = (beside or Path.cwd()) / "workbooks"
    for source in sorted(shipped.rglob("*.ipynb")):
        target = mine / source.relative_to(shipped)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    return mine


def _place(port: int | None, browser: bool) -> list[str]:
    if port is not None and not 1024 <= port <= 65535:
        raise AddaError("port is {port}, allowed is 1024 to 65535", port=shown(port))
    settings = [] if port is None else [f"--port={port}"]
    return settings if browser else [*settings, "--no-browser"]


def _prepare() -> None:
    """Compile before a page opens, where it has not been done: `sim.compiled` says so."""
    from sim.warm import is_warm, warm

    if not is_warm():
        warm()


def _serve(module: str, settings: list[str], files: list[str]) -> int:
    """Become a server of Jupyter's, so that whoever stops us stops it; on Windows, wait for it."""
    _prepare()
    command = [sys.executable, "-m", module, *settings, *files]
    os.environ["PYTHONWARNINGS"] = "ignore"
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode
