"""A made-up website whose visits have known causes, and its export as each program would write it.

The shipped samples in data/samples are written by `python -m tests.intake.made_up_web`. The site
does not exist, and nobody ever visited it.
"""

import csv
import io
import random
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

DEEP = tuple(
    f"/{part}/{name}"
    for part in ("guides", "patterns")
    for name in ("darning-a-sock", "a-zip-that-sticks", "linen-shirt", "patching-denim", "moths")
)
SHORT = ("/", "/shop", "/login")


class Seen(NamedTuple):
    """What an export says of a visit."""

    page: str
    source: str
    visitor: str
    device: str
    seconds: float


@dataclass
class Website:
    """Visits of known cause.

    private: visits by links shared privately that arrive as direct, typed: typed and bookmarked
    visits, lost: other direct visits (mail programs, files), tagged, messenger, social, search:
    visits that show their source. home: share of privately shared links that lead to the home
    page or another short address. robots: rows of visits that end at once.
    """

    private: int = 900
    typed: int = 500
    lost: int = 80
    tagged: int = 120
    messenger: int = 60
    social: int = 400
    search: int = 900
    home: float = 0.15
    robots: int = 3
    seed: int = 1
    visits: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Let people visit."""
        luck = random.Random(self.seed)
        deep = 1.0 - self.home
        self._add(luck, self.private, ("(direct) / (none)",), deep, new=0.7)
        self._add(luck, self.typed, ("(direct) / (none)",), 0.12, new=0.15, desktop=0.7)
        self._add(luck, self.lost, ("(direct) / (none)",), 0.9, new=0.6)
        self._add(luck, self.tagged, ("whatsapp / share", "telegram / share"), deep, new=0.7)
        self._add(
            luck, self.messenger, ("t.me / referral", "l.messenger.com / referral"), deep, 0.7
        )
        self._add(luck, self.social, ("l.instagram.com / referral", "facebook / social"), 0.6, 0.6)
        self._add(luck, self.search, ("google / organic", "bing / organic"), 0.8, 0.7)
        for number in range(self.robots):
            self.visits[Seen(DEEP[number], "(direct) / (none)", "new", "desktop", 0.2)] += 200

    @property
    def share(self) -> float:
        """The true share of visits by people that private sharing brought."""
        return (self.private + self.tagged + self.messenger) / self.people

    @property
    def of_talk(self) -> float:
        """The true share without referrer and tag of what talk brought."""
        seen = self.tagged + self.messenger + self.social
        return self.private / (self.private + seen)

    @property
    def people(self) -> int:
        """Visits by people."""
        causes = (self.private, self.typed, self.lost, self.tagged, self.messenger)
        return sum(causes) + self.social + self.search

    def count(self, **wanted: str) -> dict[str, int]:
        """Return visits by page, of those that are as wanted (source, visitor or device)."""
        found: Counter = Counter()
        for seen, visits in self.visits.items():
            if all(getattr(seen, name) == value for name, value in wanted.items()):
                found[seen.page] += visits
        return dict(found.most_common())

    def by_source(self) -> dict[str, int]:
        """Return visits by source and medium."""
        found: Counter = Counter()
        for seen, visits in self.visits.items():
            found[seen.source] += visits
        return dict(found.most_common())

    def _add(
        self, luck, count: int, sources, deep: float, new: float, desktop: float = 0.3
    ) -> None:
        for _visit in range(count):
            page = luck.choice(DEEP) if luck.random() < deep else luck.choice(SHORT)
            visitor = "new" if luck.random() < new else "returning"
            device = "desktop" if luck.random() < desktop else "mobile"
            self.visits[Seen(page, luck.choice(sources), visitor, device, 38.4)] += 1


def exploration(site: Website, people: bool = True) -> str:
    """Return GA4's table of landing page by source; `people`: with visitors and devices."""
    parts = (("New / returning", "visitor"), ("Device category", "device")) if people else ()
    header = ["Landing page", "Session source / medium", *(name for name, _key in parts)]
    header += ["Sessions", "Average engagement time per session"]
    rows: Counter = Counter()
    for seen, visits in site.visits.items():
        keys = tuple(getattr(seen, key) for _name, key in parts)
        rows[(seen.page, seen.source, *keys, seen.seconds)] += visits
    total = ["", *[""] * (1 + len(parts)), sum(rows.values()), 38.4]
    lines = [[*row[:-1], visits, row[-1]] for row, visits in rows.most_common()]
    remarks = "# " + "-" * 40 + "\n# A made-up site\n# Free form 1\n# 20240101-20240331\n"
    return remarks + "# " + "-" * 40 + "\n\n" + _table([header, total, *lines])


def snapshot(site: Website, mark: str = ";") -> str:
    """Return GA4's snapshot in French: several tables, neither by page and source at once."""

    def remarks(title: str) -> str:
        return f"# {'-' * 40}\n# {title}\n# Date de début : 20240101\n# Date de fin : 20240331\n\n"

    pages = [["Page de destination", "Sessions", "Taux d’engagement"]]
    pages += [[page, _grouped(count), "62,5 %"] for page, count in site.count().items()]
    pages.append(["Total", _grouped(sum(site.count().values())), "62,5 %"])
    sources = [["Source/support de la session", "Sessions"]]
    sources += [[source, _grouped(count)] for source, count in site.by_source().items()]
    browsers = [["Navigateur", "Utilisateurs actifs"], ["Chrome", "1 200"]]
    return "\ufeff" + "\n".join(
        remarks(title) + _table(table, mark)
        for title, table in (("Navigateurs", browsers), ("Pages", pages), ("Sources", sources))
    ).replace("\n", "\r\n")


def plausible(site: Website, direct: bool = False) -> bytes:
    """Return Plausible's zip of the dashboard; `direct`: filtered to Source is Direct / None."""
    only = {"source": "(direct) / (none)"} if direct else {}
    pages = [["name", "unique_entrances", "total_entrances", "visit_duration"]]
    pages += [[page, count, count, 41] for page, count in site.count(**only).items()]
    sources = [["name", "visitors", "bounce_rate", "visit_duration"]]
    for source, count in site.by_source().items():
        name = "Direct / None" if source.startswith("(direct)") else _plain_source(source)
        if not direct or name == "Direct / None":
            sources.append([name, count, 50, 41])
    tables = {
        "entry_pages.csv": pages,
        "sources.csv": sources,
        "utm_sources.csv": [["name", "visitors"]],
        "visitors.csv": [["date", "visitors"], ["2024-01-01", 7]],
    }
    return _zipped({name: _table(table).encode() for name, table in tables.items()})


def matomo(site: Website, direct: bool = False) -> bytes:
    """Return Matomo's entry pages as it writes them for spreadsheets: tabs, UTF-16."""
    only = {"source": "(direct) / (none)"} if direct else {}
    rows = [["label", "nb_visits", "entry_nb_visits", "entry_bounce_count", "bounce_rate"]]
    for page, count in site.count(**only).items():
        label = "/index" if page == "/" else page
        rows.append([label, count + 3, count, count // 2, "50%"])
    return ("\ufeff" + _table(rows, "\t")).encode("utf-16-le")


def matomo_sources(site: Website) -> bytes:
    """Return Matomo's report of channel types."""
    kinds = {"(direct)": "Direct Entry", "google": "Search Engines", "bing": "Search Engines",
             "whatsapp": "Campaigns", "telegram": "Campaigns", "t.me": "Social Networks",
             "l.messenger.com": "Social Networks", "l.instagram.com": "Social Networks",
             "facebook": "Social Networks"}  # fmt: skip
    found: Counter = Counter()
    for source, count in site.by_source().items():
        found[kinds[source.split(" / ")[0]]] += count
    rows = [["label", "nb_visits", "nb_actions"], *([*pair, 9] for pair in found.most_common())]
    return _table(rows).encode()


def _plain_source(source: str) -> str:
    names = {"whatsapp": "WhatsApp", "t.me": "Telegram", "l.messenger.com": "Messenger",
             "l.instagram.com": "Instagram"}  # fmt: skip
    name = source.split(" / ")[0]
    return names.get(name, name.capitalize())


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _table(rows: list[list], mark: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, (2024, 4, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def sign_ups() -> str:
    """Return made-up sign-ups by the week: a community that grows by word of mouth."""
    luck = random.Random(7)
    joined, people, lines = 0, 800, ["week,sign_ups"]
    for week in range(1, 41):
        chance = 0.01 + 0.18 * joined / people
        new = sum(luck.random() < chance for _person in range(people - joined))
        joined += new
        lines.append(f"2024-W{week:02d},{new}")
    return "\n".join(lines) + "\n"


def write_samples(folder: Path) -> None:
    """Write the shipped samples."""
    site = Website()
    files = {
        "made_up_ga4_exploration.csv": exploration(site).encode(),
        "made_up_ga4_snapshot_fr.csv": snapshot(site).encode(),
        "made_up_plausible.zip": plausible(site),
        "made_up_plausible_direct.zip": plausible(site, direct=True),
        "made_up_matomo_entry_pages.tsv": matomo(site),
        "made_up_matomo_entry_pages_direct.tsv": matomo(site, direct=True),
        "made_up_matomo_channels.csv": matomo_sources(site),
        "made_up_sign_ups.csv": sign_ups().encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_samples(Path(__file__).resolve().parents[2] / "data" / "samples")
