"""The watch on what servers and kernels say to other machines sees what it should see."""

import os
import subprocess
import sys

from tests.browser.serving import NO_NET

ASKS = """
import socket
for place in (("127.0.0.1", 9), ("192.0.2.1", 9)):
    one = socket.socket()
    one.settimeout(0.01)
    one.connect_ex(place)
socket.getaddrinfo("localhost", 80)
"""


def test_who_asks_another_machine_is_noted_and_who_asks_this_one_is_not(tmp_path):
    noted = tmp_path / "spoken_to"
    subprocess.run(
        [sys.executable, "-c", ASKS], check=True,
        env=os.environ | {"PYTHONPATH": str(NO_NET), "ADDA_SPOKEN_TO": str(noted)},
    )  # fmt: skip
    assert noted.read_text(encoding="utf-8") == "socket.connect 192.0.2.1\n"
