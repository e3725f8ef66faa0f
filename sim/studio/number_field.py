"""Number field: a number to type, in the reader's digits, with a slider where it has two ends.

The text is written here and not by the slider in the browser, which knows no digits but 0-9; it
follows the slider while that is being dragged.
"""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import traitlets

from sim.errors import AddaError
from sim.words import _
from sim.words.typed import Span

STEP = 0.01
ROW = widgets.Layout(width="auto", min_width="0", flex_flow="row wrap", align_items="center")
Speaking = Callable[[Callable[..., Any]], Callable[..., Any]]


class NumberField(widgets.Box):
    """A number of a span. `value` is what is set; a wrong entry leaves it and is told beside it.

    spoken: lets what it is given speak the reader's language, such as `StudioState.spoken`.
    label: written in front. slider: whether there is one.
    """

    value = traitlets.Union([traitlets.Int(), traitlets.Float()])

    def __init__(
        self,
        span: Span,
        spoken: Speaking,
        value: float | None = None,
        *,
        label: str = "",
        slider: bool = False,
    ):
        self.span = span
        self.text = widgets.Text(
            continuous_update=False, description=label, layout=widgets.Layout(width="auto"),
            style={"description_width": "initial"},
        )  # fmt: skip
        self.text.add_class("adda-number")
        self.slider = _slider(span) if slider else None
        self.wrong = widgets.HTML(layout=widgets.Layout(display="none", width="auto"))
        self.wrong.add_class("adda-wrong")
        parts = [self.text] if self.slider is None else [self.slider, self.text]
        if label:
            parts.reverse()  # the label stands before both
        super().__init__([*parts, self.wrong], layout=ROW)
        self._writing = False
        self.observe(spoken(self._write), "value")
        self.text.observe(spoken(self._typed), "value")
        if self.slider is not None:
            self.slider.observe(self._slid, "value")
        self.value = span.low if value is None else value
        self._write()

    def _write(self, _change: Any = None) -> None:
        self._writing = True
        try:
            self.text.value = self.span.write(self.value)
            if self.slider is not None:
                self.slider.value = self.value
        finally:
            self._writing = False
        self._tell("")

    def _slid(self, change: Any) -> None:
        if not self._writing:
            # A browser's slider answers 0.15000000000000002 to 0.15.
            self.value = round(change.new, 6)

    def _typed(self, change: Any) -> None:
        if self._writing:
            return
        try:
            read = self.span.read(change.new)
        except AddaError as error:
            said = _("{wrong}; {value} stays.")
            self._tell(said.format(wrong=error, value=self.span.write(self.value)))
            return
        self.value = read
        self._write()  # what was typed is written as it is written everywhere

    def _tell(self, sentence: str) -> None:
        if self.wrong.value != html.escape(sentence):
            self.wrong.value = html.escape(sentence)
            self.wrong.layout.display = "" if sentence else "none"


def _slider(span: Span) -> widgets.FloatSlider:
    return widgets.FloatSlider(
        min=span.low, max=span.high, step=STEP, readout=False,
        layout=widgets.Layout(flex="1 1 120px", width="auto", min_width="0"),
    )  # fmt: skip
