"""Imports point one way, and each large library has one place where it is known."""

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.source import Import, imports, modules, part_of

# The road of a question, from the ground up. A module imports from its own layer and those above
# it in this list, never from those below.
LAYERS = (
    (
        "errors",
        "words",
        "yaml_text",
        "schema",
        "changes",
        "facts",
        "evidence",
        "choices",
        "remembered",
        "told",
    ),
    ("compiled", "draws", "purposes", "scales", "rules", "tables", "interrupts", "pages"),
    ("levers", "strategy", "market", "scenarios", "schema_files"),
    ("world_parts", "world", "plan", "setting", "spill"),
    ("state",),
    ("rooms", "tick", "prepare", "kernel"),
    ("delivery", "manager", "person", "agents", "model"),
    (
        "trace",
        "columns",
        "shares",
        "share_sums",
        "cascades",
        "dashboard",
        "outcomes",
        "keeping",
        "running",
        "engine",
    ),
    ("study", "intake"),
    ("figures",),
    ("studio", "lessons", "report", "validation", "doors", "doctor", "cli", "warm"),
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
FACES = len(LAYERS) - 1

# Methods that hand a finished result on to a later layer, such as `result.figure("customers")`.
# Only inside a function, so that importing the earlier layer never pulls in the later one.
HANDED_ON = {("study", "figures")}

# Who may know which library.
OWNERS = {
    "mesa": {"sim.agents", "sim.model"},
    "plotly": {"sim.figures"},
    "kaleido": {"sim.figures"},
    "ipywidgets": {"sim.studio"},
    "anywidget": {"sim.studio"},
    "papermill": {"sim.report"},
    "dask": {"sim.study.runner"},
    "distributed": {"sim.study.runner"},
}
HEAVY = ("pandas", "plotly", "mesa", "numba", "ipywidgets", "scipy", "pyarrow")


def found_imports() -> list[tuple[str, Import]]:
    """Return (importing module, import) for everything that really is imported in the package."""
    known = frozenset(modules())
    found = []
    for module, path in modules().items():
        for one in imports(path.read_text(encoding="utf-8"), known):
            if not one.for_types:
                found.append((module, one))
    return found


def goes_back(module: str, one: Import) -> bool:
    """Say whether this import goes from a layer to a later one."""
    here, there = part_of(module), part_of(one.target)
    if one.late and (here, there) in HANDED_ON:
        return False
    there_rank = FACES if one.target == "sim" else RANK.get(there, -1)
    return there_rank > RANK.get(here, FACES)


def knows_too_much(module: str, one: Import) -> bool:
    """Say whether this import is of a library that another module is the one to know."""
    owners = OWNERS.get(one.target.split(".")[0])
    return owners is not None and not any(
        module == owner or module.startswith(owner + ".") for owner in owners
    )


def test_every_module_has_a_place_in_the_layers():
    parts = {part_of(module) for module in modules()} - {"sim"}
    homeless = sorted(parts - set(RANK))
    assert not homeless, f"add these to LAYERS in {__file__}: {homeless}"


def test_imports_point_one_way():
    wrong = [
        f"{module} line {one.line} imports {one.target}"
        for module, one in found_imports()
        if module != "sim" and one.target.split(".")[0] == "sim" and goes_back(module, one)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_needs_itself_to_be_imported():
    needs: dict[str, set[str]] = {}
    for module, one in found_imports():
        if one.target.split(".")[0] == "sim" and not one.late and one.target != module:
            needs.setdefault(module, set()).add(one.target)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_each_large_library_is_known_in_one_place():
    wrong = [
        f"{module} line {one.line} imports {one.target}"
        for module, one in found_imports()
        if knows_too_much(module, one)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_front_door_opens_without_heavy_libraries():
    asked = f"import sim, sys; print(*[name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []


@pytest.mark.parametrize(
    ("module", "source", "back"),
    [
        ("sim.world", "from sim import figures", True),
        ("sim.world", "def draw():\n    import sim.figures.iceberg", True),
        ("sim.figures.iceberg", "from sim.world import World", False),
        ("sim.study.compare", "from sim.figures import draw", True),
        ("sim.study.compare", "def figure():\n    from sim.figures import draw", False),
        ("sim.rules", "import sim", True),
        ("sim.cli", "import sim", False),
    ],
)
def test_an_import_of_a_later_layer_is_seen(module, source, back):
    known = frozenset({"sim.figures", "sim.figures.iceberg", "sim.world"})
    assert [goes_back(module, one) for one in imports(source, known)] == [back]


def test_a_library_in_the_wrong_place_is_seen():
    source = "def show():\n    from plotly import graph_objects"
    (one,) = imports(source)
    assert knows_too_much("sim.cli", one)
    assert not knows_too_much("sim.figures.iceberg", one)


def test_an_import_for_types_only_is_told_apart():
    (one,) = imports("if TYPE_CHECKING:\n    from sim.world import World")
    assert one.for_types
