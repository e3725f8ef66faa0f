"""The front of the command line: help, version, mistakes in what is typed, leaving early."""

import signal
import subprocess
import sys
import time
from importlib.metadata import version

import pytest

from sim.cli import VERBS

HEAVY = {"pandas", "plotly", "mesa", "numba", "numpy", "pydantic", "ipywidgets", "rich"}


def started(*words: str, **settings) -> subprocess.Popen:
    """Start the real program."""
    return subprocess.Popen(
        [sys.executable, "-m", "sim.cli", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings,
    )  # fmt: skip


def test_the_version_is_that_of_the_installed_package(adda):
    assert adda("--version").stdout == f"adda {version('adda')}\n"


def test_help_names_every_verb_and_shows_how_to_begin(adda):
    said = adda("--help").stdout
    for verb in VERBS:
        assert f"\n  {verb.name} " in said
    assert "adda compare brand_centric interest_centric" in said
    assert "..." not in said.partition("Commands:")[2]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_explains_itself_with_examples(verb, adda):
    said = adda(verb.name, "--help")
    assert said.exit_code == 0
    assert f"Examples:\n  adda {verb.name}" in said.stdout


def test_asking_for_help_loads_nothing_heavy():
    asked = "import sys; from sim.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    asked += f"print('loaded', sorted({HEAVY} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.endswith("loaded []\n")


def test_an_unknown_verb_is_answered_with_the_nearest(refused):
    assert "did you mean 'compare'" in refused("compre", "a", "b")
    assert "there are compare, run" in refused("zzz")


def test_an_unknown_option_is_answered_with_the_nearest(refused):
    assert "did you mean '--market'" in refused("run", "facilitator", "--markt", "city")


def test_what_is_missing_is_named(refused):
    assert "missing argument 'STRATEGY'" in refused("run")
    assert "'--seed'" in refused("run", "facilitator", "--seed", "many")


def test_terminal_codes_in_what_is_typed_are_shown_as_text(refused):
    for hostile in ("\x1b[31mred", "\u202eback", "\x9b2J", "[bold]x[/bold]", "a\nb"):
        said = refused("run", hostile)
        assert "\x1b" not in said
        assert "\u202e" not in said
    assert "[bold]x[/bold]" in refused("run", "[bold]x[/bold]")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
@pytest.mark.parametrize(
    "words",
    [
        ("run", "facilitator", "--engine", "mesa"),
        ("run", "facilitator", "--engine", "compiled"),
        ("compare", "facilitator", "do_nothing"),
    ],
)
def test_ctrl_c_ends_with_130_and_one_sentence(words, here):
    long = ("--set", "market.people=30000", "--days", "3000")
    running = started(*words, "--market", "city", *long, cwd=here)
    time.sleep(4)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 130
    assert stdout == ""
    assert (
        stderr.splitlines()[-1] == "adda: stopped, as you asked; nothing half-done is left behind"
    )
    assert list(here.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_reader_who_leaves_early_is_no_error(here):
    listing = started("evidence", "--json", cwd=here)
    listing.stdout.readline()
    listing.stdout.close()
    listing.wait(timeout=60)
    assert listing.stderr.read() == ""


def test_the_program_is_the_same_by_its_name_and_as_a_module():
    said = subprocess.run(
        [sys.executable, "-m", "sim.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout == f"adda {version('adda')}\n"
