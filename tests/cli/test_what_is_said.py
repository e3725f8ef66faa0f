"""What README and help tell people to type is there, and works as it stands."""

import re
import runpy
import shlex

import click
import pytest

from sim.cli import VERBS, main

COMMAND = re.compile(r"^(adda (?:(?! {4,}).)+?)(?: +#.*| {4,}.*)?$", re.MULTILINE)


def typed_in(text: str) -> list[str]:
    """Return the commands of a text, one a line, without what is said about them."""
    return [found.strip() for found in COMMAND.findall(text)]


def examples(command: click.Command) -> list[str]:
    """Return the examples in the help of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [*getattr(command, "examples", ()), *(one for each in below for one in examples(each))]


def parsed(line: str) -> click.Context:
    """Read a line as the command line would, without doing it."""
    command: click.Command = main
    words = shlex.split(line.partition(" > ")[0])[1:]
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    return command.make_context(line, words)


@pytest.mark.parametrize("line", [one for verb in (main, *VERBS) for one in examples(verb)])
def test_every_example_in_a_help_text_can_be_typed(line):
    assert parsed(line).command is not main


def test_every_command_in_the_readme_can_be_typed(root):
    lines = typed_in((root / "README.md").read_text(encoding="utf-8"))
    assert len(lines) > 10
    for line in lines:
        assert parsed(line).command is not main, line


def test_the_python_in_the_readme_gives_a_verdict(root, here, capsys):
    text = (root / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    code = code.replace("replicates=32", "replicates=2").replace("boutique", "neighbourhood")
    (here / "five.py").write_text(code, encoding="utf-8")
    names = runpy.run_path("five.py")
    assert "After 90 days" in capsys.readouterr().out
    assert names["result"].figure("customers").finding


@pytest.mark.parametrize("name", ["README.md", "docs/limitations.md", "docs/dependencies.md"])
def test_every_link_to_a_file_leads_somewhere(name, root):
    page = root / name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_every_folder_that_the_readme_names_is_there(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([^`]+/)` \|", text, re.MULTILINE)
    assert len(named) > 5
    assert [name for name in named if not (root / name).is_dir() and name != "runs/"] == []
