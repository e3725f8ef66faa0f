"""What a user is shown of what they gave: printable, short, and the telling end of a path."""

from pathlib import Path

from sim.errors import shown


def test_a_long_path_loses_its_beginning_and_other_text_its_end():
    path = Path("/a") / ("b" * 80) / "mine.yaml"
    assert shown(path).startswith("…")
    assert shown(path).endswith("/mine.yaml")
    assert shown(str(path)).startswith("/a/bbb")
    assert shown(str(path)).endswith("b…")


def test_short_values_are_shown_whole():
    assert shown(Path("here/mine.yaml")) == "here/mine.yaml"
    assert shown(0.25) == "0.25"


def test_what_a_terminal_would_obey_is_not_shown():
    assert shown(Path("\x1b[31m" + "x" * 90 + "\x07.yaml")).count("?") == 1
    assert shown("a\x1b[2Jb") == "a?[2Jb"
