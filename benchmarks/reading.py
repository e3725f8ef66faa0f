"""How long it takes, and how much memory, to read 200,000 messages and to describe them.

`python -m benchmarks.reading` writes a made-up chat in each messenger's form, reads each in a
process of its own and prints the median of three. The goal: under 3 s and 300 MB, all told.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.intake.made_up import Community, messenger, telegram, whatsapp_lines

TURNS = 3
_WORK = """
import sys, time
begin = time.perf_counter()
from sim.intake import profile, read_chat
chat = read_chat(sys.argv[1], sys.argv[2])
read = time.perf_counter()
profile(chat, 10_000)
done = time.perf_counter()
high = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
peak = int(high[0].split()[1]) / 1024
print(chat.messages, read - begin, done - read, peak)
"""


class Reading(NamedTuple):
    """What reading one chat took in a fresh process, imports included. Peaks are Linux's."""

    messages: int
    read_seconds: float
    profile_seconds: float
    peak_megabytes: float


def measure(kind: str, path: Path) -> Reading:
    """Read a chat in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", _WORK, kind, str(path)], capture_output=True, text=True, check=True
    )
    messages, read, described, peak = told.stdout.split()
    return Reading(int(messages), float(read), float(described), float(peak))


def exports(folder: Path) -> dict[str, tuple[str, Path]]:
    """Write a made-up community of about 200,000 messages in every form."""
    community = Community(people=3000, weeks=104, seed=9, scale=0.053)
    android, iphone = (
        "\n".join(whatsapp_lines(community, phone)) for phone in ("android", "iphone")
    )
    texts = {
        "WhatsApp, Android": ("whatsapp", "chat.txt", android),
        "WhatsApp, iPhone": ("whatsapp", "_chat.txt", iphone),
        "Telegram": ("telegram", "result.json", json.dumps(telegram(community), indent=1)),
        "Messenger": ("messenger", "message_1.json", json.dumps(messenger(community), indent=1)),
    }
    written = {}
    for title, (kind, name, text) in texts.items():
        written[title] = (kind, folder / name)
        written[title][1].write_text(text, encoding="utf-8")
    return written


def main() -> None:
    """Print a line for every messenger."""
    print(f"{'export':20} {'messages':>9} {'MB':>6} {'read s':>7} {'profile s':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for title, (kind, path) in exports(Path(folder)).items():
            turns = [measure(kind, path) for _ in range(TURNS)]
            middle = Reading(*(median(values) for values in zip(*turns, strict=True)))
            size = path.stat().st_size / 2**20
            print(
                f"{title:20} {middle.messages:9,} {size:6.1f} {middle.read_seconds:7.2f} "
                f"{middle.profile_seconds:9.2f} {middle.peak_megabytes:8.0f}"
            )


if __name__ == "__main__":
    main()
