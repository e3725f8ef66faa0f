"""Rows: how lines of fields and of things that can be taken out are laid on the page."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.words import _

LABELLED = {"description_width": "initial"}
ROW = widgets.Layout(width="auto", flex_flow="row wrap", align_items="center")
_BESIDE = widgets.Layout(width="auto", flex_flow="row nowrap", align_items="flex-start")


def removable(said: str, gone: Callable[[Any], None]) -> widgets.Box:
    """Return something in words, with a button before it that takes it out."""
    button = widgets.Button(
        description="×", tooltip=_("Take out: {entry}").format(entry=said),
        layout=widgets.Layout(width="32px", flex="0 0 auto"),
    )  # fmt: skip
    button.on_click(gone)
    words = widgets.HTML(html.escape(said), layout=widgets.Layout(width="auto", min_width="0"))
    return widgets.Box([button, words], layout=_BESIDE)
