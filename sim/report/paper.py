"""Paper: a page as PDF, printed by a Chromium of this machine, where there is one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sim.errors import AddaError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
SECONDS = 120
DRAWN_MS = 20_000  # of the page's own time: enough for all pictures


def chromium() -> str | None:
    """Return a browser that can print, or None. BROWSER_PATH names one that is not found."""
    named = os.environ.get("BROWSER_PATH")
    if named and Path(named).is_file():
        return named
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), next((one for one in PLACES if Path(one).is_file()), None))


def needed() -> str:
    """Return a browser that can print. Raises AddaError where there is none."""
    found = chromium()
    if found is None:
        raise AddaError(
            "a PDF needs Chromium or Chrome, and none is here; write .html and print it"
        )
    return found


def printed(page: str) -> bytes:
    """Return an HTML page as PDF. Raises AddaError where no Chromium is found, or it fails."""
    browser = needed()
    with tempfile.TemporaryDirectory(prefix="adda-paper-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            "--disable-background-networking", f"--user-data-dir={folder}/profile",
            f"--virtual-time-budget={DRAWN_MS}", f"--print-to-pdf={target}", source.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise AddaError(
                "Chromium could not print the report; write .html and print it"
            ) from None
