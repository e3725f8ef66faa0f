"""Your community in a workbook: upload a chat, see what was understood, make a market, compare.

ours = sim.YourCommunity("chat.zip", "whatsapp", members=80)
ours                      # in a notebook: the panel to upload with
ours.compare("brand_centric", "facilitator", days=90)
"""

import math
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import facts, words
from sim.errors import AddaError, Said
from sim.intake.date_order import ORDER_WORDS
from sim.intake.markets import base_market
from sim.scenarios import Scenario, read_market, scenario
from sim.studio.spoken_tables import YES_NO, called, spoken

if TYPE_CHECKING:
    import pandas as pd

    from sim.figures import Picture
    from sim.intake.chat import Chat
    from sim.intake.fits import Fit
    from sim.intake.profiles import Profile
    from sim.market import Market
    from sim.studio.upload_panel import UploadPanel
    from sim.study.comparison import Comparison

SAMPLES = {
    "whatsapp": ("made_up_whatsapp_android.txt", 81),
    "telegram": ("made_up_telegram.json", 81),
    "messenger": ("made_up_messenger.json", 81),
}
DRAWS = 300
NAME = "your_community"
Paths = str | Path | Sequence[str | Path]


class YourCommunity:
    """A chat, and what follows from it. Everything has a call; the panel only fills in the file.

    chat: exported files ("" for a made-up sample). messenger: whatsapp, telegram or messenger.
    members: how many people the community has (0: not known). market: for all that a chat does not
    tell. run_as: how the community is run. draws: how many communities to simulate for the fit.
    date_order: dmy, mdy or ymd, where a WhatsApp export leaves open which number is the day.
    """

    def __init__(  # noqa: PLR0913 - the settings of the workbook, by name
        self,
        chat: Paths = "",
        messenger: str = "telegram",
        members: int = 0,
        *,
        market: str = "boutique",
        run_as: str = "facilitator",
        draws: int = DRAWS,
        seed: int = 0,
        lang: str = "en",
        date_order: str = "",
    ):
        words.translator(lang)
        self.market_base, self.run_as, self.draws = market, run_as, draws
        self.seed, self.lang = seed, lang
        self.made_up = not chat
        self._read(chat, messenger, members or None, date_order or None)

    def _read(
        self,
        chat: Paths,
        messenger: str,
        members: int | None,
        date_order: str | None = None,
        only: str | None = None,
    ) -> None:
        from sim.intake import profile, read_chat

        if not chat:
            sample, members = SAMPLES.get(messenger, ("", None))
            chat = facts.folder("data") / "samples" / sample
        with words.speaking(self.lang):
            read = read_chat(messenger, chat, date_order, only)
        self.profile: Profile = profile(read, members)
        self.chat: Chat = read
        self.members = members
        for made in ("fit", "market"):
            self.__dict__.pop(made, None)

    def upload(
        self,
        files: Sequence[Any],
        messenger: str,
        members: int | None = None,
        date_order: str | None = None,
        only: str | None = None,
    ) -> None:
        """Take over uploaded files (name, content); they are on disk only while they are read.

        date_order: as above. only: the one chat to read of a full Telegram export. Raises
        AddaError where they are no export of this messenger; what was there before stays.
        """
        if not files:
            with words.speaking(self.lang):
                raise AddaError("choose a file first: the chat as your messenger exported it")
        with tempfile.TemporaryDirectory(prefix="adda-") as folder:
            places = []
            for number, file in enumerate(files):
                place = Path(folder) / f"export_{number}"
                place.write_bytes(bytes(file["content"]))
                places.append(place)
            self._read(places, messenger, members, date_order, only)
        self.made_up = False

    def understood(self) -> str:
        """Return what was read, passed over and why, as sentences."""
        from sim.words import _, digits_of, number, speaking

        told = self.chat.summary()
        with speaking(self.lang):
            lines = [_("A made-up sample, for lack of a file of your own.")] if self.made_up else []
            text = _(
                "{messages} messages of {members} members, {first} to {last}; {notes} notes of the"
                " messenger, {skipped} lines passed over."
            )
            counts = {name: number(told[name]) for name in ("messages", "members", "skipped")}
            days = {end: digits_of(str(told[end])[:10]) for end in ("first", "last")}
            lines.append(text.format(notes=number(told["system_lines"]), **counts, **days))
            for reason, count in told["skipped_why"].items():
                line = _("Passed over: {reason} ({count}).")
                lines.append(line.format(reason=_(reason), count=number(count)))
            orders = (_(ORDER_WORDS[one]) for one in told["date_order"].split(", ") if one)
            evidence = (_(one) for one in told["date_evidence"].split("; "))
            if told["date_order"]:
                text = _("Day and month: {order} ({evidence}).")
                text = text.format(order=", ".join(orders), evidence="; ".join(evidence))
                lines.append(text)
            lines += [_("Careful: {warning}.").format(warning=_(one)) for one in told["warnings"]]
            return "\n".join(lines)

    def statistics(self) -> "pd.DataFrame":
        """Return the statistics that are told: what, value, low, high, unit, informs, bias."""
        table = self.profile.table()
        kept = table[table["value"].notna()].reset_index(drop=True)
        columns = ["label", "value", "low", "high", "unit", "informs", "bias"]
        return spoken(kept[columns].rename(columns={"label": "what"}), self.lang)

    def rhythm(self) -> "Picture":
        """Return the picture of when the community talks."""
        from sim.figures import chat_profile, rhythm_table

        with words.speaking(self.lang):
            return chat_profile(rhythm_table(self.profile.hour_of_week))

    def replies(self) -> "Picture":
        """Return the picture of who answers whom, in groups."""
        from sim.figures import reply_graph
        from sim.intake import reply_table

        with words.speaking(self.lang):
            return reply_graph(reply_table(self.chat))

    def health(self, strategy: str = "facilitator", days: int = 90) -> "pd.DataFrame":
        """Return the health terms of your community beside those of a simulated one.

        Where nobody joins the simulated one, its column is empty.
        """
        from sim.intake import health, health_of_run
        from sim.intake.vital_signs import health_table
        from sim.running import run

        simulated = run(scenario(strategy, self.market, days), self.seed)
        sides = {"yours": health(self.chat, self.members), "simulated": ()}
        with suppress(AddaError):
            sides["simulated"] = health_of_run(simulated)
        columns = ["model", "label", "yours", "simulated", "unit"]
        return spoken(health_table(sides)[columns], self.lang)

    @cached_property
    def fit(self) -> "Fit":
        """The behaviour that fits the chat: found when first asked for, which takes a while."""
        from sim.intake import fit_chat

        base = base_market(base=self.market_base)
        return fit_chat(self.chat, self.members, base, self.run_as, self.draws, self.seed)

    def fitted(self) -> "pd.DataFrame":
        """Return each fitted number: its published range, what fits, whether it is told at all."""
        table = self.fit.table()
        columns = ["name", "low", "high", "value", "fit_low", "fit_high", "told", "identified"]
        named = {"name": table["name"].map(called), "identified": table["identified"].map(YES_NO)}
        return spoken(table.assign(**named)[columns].round(4), self.lang)

    def trusted(self) -> str:
        """Return how far the fit is to be trusted, and what such a chat does not tell, in words."""
        from sim.words import _, number, percent, speaking

        share, ends = self.fit.covered()
        low, high = (math.nan if end is None else end for end in ends)
        untold = [name for name in self.fit.names if name not in self.fit.identified]
        with speaking(self.lang):
            held = _("The truth lay in {share} of the 90% intervals ({low} to {high}).")
            last = _("Last third as foretold: {inside} of {all} numbers.")
            silent = _("Not told by such a chat: {names}.")
            return "\n".join((
                held.format(share=percent(share), low=percent(low), high=percent(high)),
                last.format(inside=number(sum(one.inside for one in self.fit.held_out)),
                            all=number(len(self.fit.held_out))),
                silent.format(names=", ".join(_(called(name)) for name in untold) or "–"),
            ))  # fmt: skip

    @cached_property
    def market(self) -> "Market":
        """The market made from the chat: the middle of what fits."""
        from sim.intake import market_from_fit
        from sim.market import Market

        with words.speaking(self.lang):
            tree = market_from_fit(self.profile, self.fit, NAME, self.market_base)
        return Market.parse(tree, Said("the market from your chat"))

    def compare(
        self, a: str, b: str, days: int = 90, replicates: int = 16, seed: int = 1
    ) -> "Comparison":
        """Compare two strategies on your market, each pair with people that fit the chat."""
        from sim.study.compare import compare
        from sim.study.own_sets import OwnSets

        first: Scenario = scenario(a, self.market, days)
        sets = OwnSets.of(self.fit.sets(base_market(NAME, self.market_base)))
        return compare(first, first.with_strategy(b), replicates, seed, parameters=sets)

    def save(self, folder: str | Path = "my_markets", name: str = NAME) -> Path:
        """Write the market and its sets, for `adda compare --uncertain`; return its file."""
        from sim.intake import market_from_fit, write_fit
        from sim.yaml_text import write_yaml

        with words.speaking(self.lang):
            tree = market_from_fit(self.profile, self.fit, name, read_market(self.market_base))
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        write_fit(self.fit, tree, place, self.market_base)
        (place / f"{name}.yaml").write_text(write_yaml(tree), encoding="utf-8", newline="\n")
        return place / f"{name}.yaml"

    @cached_property
    def panel(self) -> "UploadPanel":
        """The panel to upload with, for a notebook."""
        from sim.studio.upload_panel import UploadPanel

        with words.speaking(self.lang):
            return UploadPanel(self)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.panel.box)
