"""The lock holds exact versions for every dependency, with hashes and without any address."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN_TIME = [Requirement(line) for line in PROJECT["dependencies"]]
FOR_TESTS = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(.*)$")


def pins() -> dict[str, list[str]]:
    """Return the locked versions of each distribution; several where markers tell them apart."""
    found: dict[str, list[str]] = {}
    for line in LOCK.splitlines():
        if pin := PIN.match(line):
            found.setdefault(canonicalize_name(pin[1]), []).append(pin[2])
    return found


@pytest.mark.parametrize("wanted", RUN_TIME + FOR_TESTS, ids=lambda wanted: wanted.name)
def test_the_lock_gives_what_the_project_asks_for(wanted):
    versions = pins().get(canonicalize_name(wanted.name), [])
    assert versions, f"{wanted.name} is not in requirements.lock: run make lock"
    assert all(wanted.specifier.contains(version) for version in versions)


def test_the_lock_holds_no_address():
    for address in ("://", "--index", "--extra-index", "--find-links", " @ ", "git+"):
        assert address not in LOCK, f"requirements.lock holds {address!r}"


def test_every_line_of_the_lock_is_a_pin_with_a_hash_or_a_comment():
    entries = re.sub(r"\\\n", " ", LOCK).splitlines()
    entries = [line for line in entries if line.strip() and not line.lstrip().startswith("#")]
    assert len(entries) > len(RUN_TIME)
    for entry in entries:
        assert PIN.match(entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_project_installs_from_no_index_of_its_own():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "uv" not in settings["tool"]
    assert not (ROOT / "uv.lock").exists()
