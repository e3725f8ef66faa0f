"""The command line: `adda run`, `adda compare`, `adda import` and the rest, a module a verb."""

import click

from sim.cli.calibrating import calibrate
from sim.cli.comparing import compare
from sim.cli.doctor import doctor
from sim.cli.evidence import evidence
from sim.cli.explaining import explain
from sim.cli.exporting import export_chat
from sim.cli.front import OPENS_IN, Front
from sim.cli.health import health
from sim.cli.holds import holds
from sim.cli.importing import import_
from sim.cli.listing import list_shipped
from sim.cli.mixing import export
from sim.cli.new import new
from sim.cli.opening import app, lab
from sim.cli.optimising import optimise
from sim.cli.reporting import report
from sim.cli.running import run
from sim.cli.runs import runs
from sim.cli.sensing import sensitivity
from sim.cli.sweeping import discover, sweep
from sim.cli.validate import validate

VERBS = (
    compare,
    run,
    explain,
    sweep,
    discover,
    sensitivity,
    optimise,
    import_,
    health,
    export_chat,
    export,
    report,
    lab,
    app,
    new,
    validate,
    holds,
    list_shipped,
    evidence,
    calibrate,
    runs,
    doctor,
)


@click.group(
    "adda",
    cls=Front,
    context_settings=OPENS_IN,
    examples=(
        "adda compare brand_centric interest_centric --report",
        "adda import whatsapp chat.zip --members 40",
        "adda new strategy mine",
    ),
)
@click.version_option(package_name="adda", prog_name="adda", message="%(prog)s %(version)s")
def main() -> None:
    """Adda: how talk about a product spreads, and which way of running a community wins."""


for verb in VERBS:
    main.add_command(verb)
