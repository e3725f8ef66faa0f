"""Every dependency is explained, and none of those at run time binds users to a GPL."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT
from tests.house.test_lock import FOR_TESTS, RUN_TIME

EXPLAINED = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
COPYLEFT = re.compile(r"\b[AL]?GPL|Affero|GNU (Lesser |Library )?General Public", re.IGNORECASE)


def everything_needed(wanted: list[Requirement]) -> dict[str, Distribution]:
    """Return what is installed here for `wanted`, and for what that needs in turn, by name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(one, "") for one in wanted]
    while waiting:
        one, extra = waiting.pop()
        if (str(one), extra) in seen or (one.marker and not one.marker.evaluate({"extra": extra})):
            continue
        seen.add((str(one), extra))
        name = canonicalize_name(one.name)
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed: run make setup")
        needed = [Requirement(line) for line in found[name].requires or []]
        waiting += [(need, extra) for extra in ("", *one.extras) for need in needed]
    return found


def licences(metadata) -> list[str]:
    """Return the alternatives among which a user of this distribution may choose."""
    said = metadata.get("License-Expression") or ""
    if not said:
        kinds = [kind for kind in metadata.get_all("Classifier", []) if kind[:7] == "License"]
        said = " AND ".join(kind.split("::")[-1].strip() for kind in kinds)
    if not said or said == "OSI Approved":
        said = (metadata.get("License") or "").strip().split("\n")[0]
    return re.split(r"\bOR\b", said) if said else []


def test_nothing_at_run_time_is_under_a_gpl():
    bound = [
        f"{name}: {licences(one.metadata)}"
        for name, one in everything_needed(RUN_TIME).items()
        if all(COPYLEFT.search(choice) for choice in licences(one.metadata))
    ]
    assert not bound, "no licence, or only a copyleft one:\n" + "\n".join(bound)


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("MIT", False),
        ("LGPL-2.1-or-later", True),
        ("GPL-3.0-only OR BSD-3-Clause", False),
        ("MIT AND GPL-2.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("MPL-2.0", False),
    ],
)
def test_a_copyleft_licence_is_seen(said, bound):
    choices = licences(_Metadata({"License-Expression": said}))
    assert all(COPYLEFT.search(choice) for choice in choices) == bound


class _Metadata(dict):
    """A header of a distribution, as `importlib.metadata` gives it."""

    def get_all(self, name: str, default: list[str]) -> list[str]:
        return default


def test_every_dependency_is_explained_and_nothing_else():
    explained = re.findall(r"^\| `([^`]+)` \|", EXPLAINED, flags=re.MULTILINE)
    assert sorted(explained) == sorted(one.name for one in RUN_TIME + FOR_TESTS)
