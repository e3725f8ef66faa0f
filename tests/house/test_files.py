"""Files are small, say what they are for, and know nothing of the machine they were written on."""

import ast
import re
import warnings

from tests.house.source import ROOT, project_files, python_files

MOST_LINES, MANY_LINES = 400, 200
# A folder at the top of some machine, not the middle of a web address or of a relative path.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|tmp|Users)/|\b[A-Z]:\\\\?Users\b")


def test_no_python_file_is_longer_than_four_hundred_lines():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    for path, count in lines.items():
        if MANY_LINES < count <= MOST_LINES:
            warnings.warn(f"{path.relative_to(ROOT)} has {count} lines", stacklevel=1)
    long = [f"{path}: {count} lines" for path, count in lines.items() if count > MOST_LINES]
    assert not long, "\n".join(long)


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, "\n".join(silent)


def test_no_committed_text_names_a_path_of_some_machine():
    found = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in MACHINE_PATH.finditer(text)]
    assert not found, "\n".join(found)


def test_a_machine_path_is_seen_and_a_web_address_is_not():
    home = "/".join(("", "home", "mina", "chat.txt"))
    assert MACHINE_PATH.search(f"read {home}")
    assert MACHINE_PATH.search(f"file://{home}")
    assert not MACHINE_PATH.search(f"https://example.org{home}")
    assert not MACHINE_PATH.search(f"in ./{home.lstrip('/')}")
