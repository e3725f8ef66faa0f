"""`adda lab` and `adda app`: the workbooks, and the studio, in the browser."""

import click

from sim.cli.front import Verb

port_option = click.option(
    "--port", type=int, metavar="N", help="Where to listen  [default: the first free one]"
)
browser_option = click.option("--no-browser", is_flag=True, help="Only print the address.")


@click.command(
    cls=Verb,
    short_help="Open the workbooks in JupyterLab.",
    examples=("adda lab", "adda lab --no-browser --port 8899"),
)
@port_option
@browser_option
def lab(port: int | None, no_browser: bool) -> int:
    """Open the workbooks in JupyterLab, on this machine only, until Ctrl-C."""
    from sim import doors

    return doors.lab(port, browser=not no_browser)


@click.command(
    cls=Verb,
    short_help="Open the strategy studio as an app.",
    examples=("adda app", "adda app --no-browser --port 8899"),
)
@port_option
@browser_option
def app(port: int | None, no_browser: bool) -> int:
    """Open the strategy studio as an app in the browser, on this machine only, until Ctrl-C."""
    from sim import doors

    return doors.app(port, browser=not no_browser)
