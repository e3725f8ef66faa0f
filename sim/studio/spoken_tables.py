"""Spoken tables: what tables of a workbook call their columns, in the language of the reader."""

from typing import TYPE_CHECKING

from sim import words
from sim.words import N_, _

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    N_("what"), N_("value"), N_("low"), N_("high"), N_("unit"), N_("informs"), N_("bias"),
    N_("model"), N_("label"), N_("yours"), N_("simulated"), N_("name"), N_("fit_low"),
    N_("fit_high"), N_("told"), N_("identified"),
)  # fmt: skip
# What is fitted to a chat and is no number of behaviour.
OWN = (N_("messages"), N_("message spread"), N_("silent"))
HOLD_WORDS = ("what", "label", "name", "unit", "bias", "identified")
YES_NO = {True: N_("yes"), False: N_("no")}


def called(name: str) -> str:
    """Return the label of a number of behaviour, in English, to be translated."""
    return name.replace("_", " ")


def spoken(table: "pd.DataFrame", lang: str) -> "pd.DataFrame":
    """Return a table with its columns' names, and the words in them, in a language."""
    with words.speaking(lang):
        said = {
            name: table[name].map(lambda one: _(one) if isinstance(one, str) else one)
            for name in HOLD_WORDS
            if name in table
        }
        return table.assign(**said).rename(columns={name: _(name) for name in table})
