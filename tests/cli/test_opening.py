"""`adda lab` and `adda app`: servers on this machine only, behind a token."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: what is asked first is what counts."""

    def redirect_request(self, *_asked):
        return None


def answer(address: str, seconds: float = 60) -> int:
    """Return the HTTP status of an address as soon as somebody answers there; 0 for nobody."""
    opener = urllib.request.build_opener(_Stay)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with opener.open(address, timeout=10) as page:
                return page.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.2)
    return 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
@pytest.mark.parametrize(
    ("verb", "path", "status"), [("lab", "api/contents", 403), ("app", "", 302)]
)
def test_a_door_opens_on_this_machine_and_asks_for_its_token(verb, path, status, here):
    if verb == "lab" and os.geteuid() == 0:
        pytest.skip("JupyterLab does not open for the administrator")
    port = free_port()
    words = ["-m", "sim.cli", verb, "--no-browser", "--port", str(port)]
    server = subprocess.Popen([sys.executable, *words], stderr=subprocess.PIPE, text=True)
    try:
        assert answer(f"http://127.0.0.1:{port}/{path}") == status
    finally:
        for _ in range(2):  # JupyterLab asks back after the first
            server.send_signal(signal.SIGINT)
            time.sleep(0.3)
        try:
            server.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


@pytest.mark.parametrize("verb", ["lab", "app"])
def test_a_port_that_cannot_be_is_refused(verb, refused):
    assert "1024 to 65535" in refused(verb, "--port", "80")
    assert "'--port'" in refused(verb, "--port", "many")
