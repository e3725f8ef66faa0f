"""Progress: how far a piece of work is, how long it still takes, and a button that stops it."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.studio.job import Job
from sim.words import _, number

TWO_MINUTES = 120  # seconds; what takes longer is told in minutes
LINE = widgets.Layout(flex_flow="row wrap", width="auto", align_items="center")


class ProgressLine:
    """A line for one job: stop, bar, words."""

    def __init__(self, job: Job, stop: Callable[[], None], waiting: str = ""):
        self.job, self.waiting = job, waiting
        self.stop = widgets.Button(
            description=_("Stop"), layout=widgets.Layout(width="auto"), disabled=True
        )
        self.stop.on_click(lambda _button: stop())
        self.bar = widgets.FloatProgress(min=0.0, max=1.0, layout=widgets.Layout(width="140px"))
        self.bar.add_class("adda-progress")
        self.left = widgets.HTML()
        self.left.add_class("adda-left")
        self.parts = (self.stop, self.bar, self.left)

    def show(self, _change: Any = None) -> None:
        """Show how far the job is."""
        running = self.job.status == "running"
        self.bar.value = self.job.done / max(1, self.job.total)
        self.stop.disabled = not running
        self.left.value = html.escape(self._said(running))

    def _said(self, running: bool) -> str:
        if self.job.status == "error":
            return str(self.job.error)
        if not running:
            return self._ended()
        if not self.job.total:
            return self.waiting
        left = self.job.seconds_left
        said = _("{done} of {total}, about {seconds} s left")
        if not self.job.done:
            said = _("{done} of {total}")
        elif left > TWO_MINUTES:
            said = _("{done} of {total}, about {minutes} min left")
        return said.format(
            done=number(self.job.done), total=number(self.job.total),
            seconds=number(round(left)), minutes=number(round(left / 60)),
        )  # fmt: skip

    def _ended(self) -> str:
        if self.job.status == "cancelled":
            return _("stopped")
        if self.job.status != "done" or not self.job.total:
            return ""
        return _("all {total} done").format(total=number(self.job.total))
