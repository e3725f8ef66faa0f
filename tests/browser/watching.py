"""Watching: a page of a browser, and whatever it asked for or complained of."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Nothing outside this machine has a name: what would leave it fails, and is noted as asked for.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
OURS = (
    "http://127.0.0.1:", "http://localhost:", "ws://127.0.0.1:", "ws://localhost:",
    "data:", "blob:", "file:", "about:", "chrome-error:",
)  # fmt: skip
SLOW = "Failed to initialize model"
# A machine under load is slow, not broken: a test waits for what should be there for so long.
PATIENCE_MS = 120_000


class Watched:
    """A page, and what it, its frames and its windows asked for and complained of."""

    def __init__(self, page: Any):
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.context.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("pageerror", self._complained)
        page.set_default_timeout(PATIENCE_MS)

    def until(self, expression: str, seconds: float = PATIENCE_MS / 1000) -> None:
        """Wait until an expression is true. Works on pages whose policy forbids `eval`, too."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.05)

    def in_order(self) -> None:
        """Make sure that nothing was asked of another machine, and that nothing went wrong."""
        assert self.outside == []
        assert self.errors == []

    def _complained(self, error: Any) -> None:
        # anywidget's clock of two seconds, which a busy machine misses; a widget that then is not
        # there fails the test that needs it.
        if SLOW not in str(error):
            self.errors.append(str(error))

    def _asked(self, address: str) -> None:
        if not address.startswith(OURS):
            self.outside.append(address)


@contextmanager
def watched_page(browser: Any, width: int = 1400, scheme: str = "light") -> Iterator[Watched]:
    """Open a page in a profile of its own; leave it as a person would, so that kernels hear it."""
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=scheme, accept_downloads=True
    )
    try:
        watched = Watched(context.new_page())
        yield watched
        watched.page.goto("about:blank")
    finally:
        context.close()
