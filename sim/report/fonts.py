"""Fonts: a page in Bengali carries the letters it needs, where this machine has them.

Every reader's browser has Latin letters; Bengali ones not always. A font found here is cut down to
Bengali and put into the page. Without a font, or without the tool that cuts it, the page is as good
as the reader's own fonts.
"""

import base64
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

FAMILY = "Noto Sans Bengali"
LETTERS = (*range(0x0980, 0x0A00), 0x0964, 0x0965, 0x200C, 0x200D, 0x25CC, 0x0020)
RANGE = "U+0980-09FF, U+0964-0965, U+200C-200D, U+25CC"
LARGEST = 3_000_000


@cache
def bengali_face() -> str:
    """Return a style rule with a Bengali font in it, or an empty text where there is none."""
    file = _found()
    cut = _cut(file) if file is not None else None
    if cut is None:
        return ""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: 400; unicode-range: {RANGE};'
        f" src: url(data:font/woff;base64,{base64.b64encode(cut).decode()}) format('woff'); }}"
    )


def _found() -> Path | None:
    """Return the file of a Bengali font, as fontconfig knows it."""
    asker = shutil.which("fc-match")
    if asker is None:
        return None
    asked = [asker, "-f", "%{file}\n%{lang}", f"{FAMILY}:lang=bn:style=Regular"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    name, _line, languages = answer.stdout.partition("\n")
    file = Path(name)
    speaks = "bn" in languages.split("|") and file.suffix.lower() in (".ttf", ".otf")
    return file if speaks and file.is_file() and file.stat().st_size < LARGEST else None


def _cut(file: Path) -> bytes | None:
    """Return the Bengali part of a font with all that shapes it, as WOFF."""
    try:
        from fontTools import subset
        from fontTools.ttLib import TTFont, TTLibError
    except ImportError:
        return None
    options = subset.Options(flavor="woff", layout_features=["*"], notdef_outline=True)
    try:
        with TTFont(file) as font:
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=LETTERS)
            cutter.subset(font)
            font.flavor = "woff"
            stream = BytesIO()
            font.save(stream)
    except (TTLibError, OSError):
        return None
    return stream.getvalue()
