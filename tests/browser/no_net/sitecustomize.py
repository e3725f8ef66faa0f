"""Notes whom a process and its children speak to: what is not this machine goes into a file.

Python imports a module of this name by itself when its folder is on PYTHONPATH. The file is named
by ADDA_SPOKEN_TO; each line is one address or name that was asked for.
"""

import os
import sys
from pathlib import Path

OURS = ("127.", "::1", "localhost", "0.0.0.0", "/")  # a path is a socket of this machine


def _note(event: str, given: tuple) -> None:
    if event == "socket.getaddrinfo":
        asked = given[0]
    elif event == "socket.connect":
        asked = given[1][0] if isinstance(given[1], tuple) else "/"
    else:
        return
    name = asked.decode() if isinstance(asked, bytes) else str(asked or "localhost")
    if not name.startswith(OURS):
        with Path(os.environ["ADDA_SPOKEN_TO"]).open("a", encoding="utf-8") as noted:
            noted.write(f"{event} {name}\n")


if "ADDA_SPOKEN_TO" in os.environ:
    sys.addaudithook(_note)
