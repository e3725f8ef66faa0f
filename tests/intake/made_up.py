"""A made-up community that writes, and its export as each messenger would write it.

The shipped samples in data/samples are written by `python -m tests.intake.made_up`; tests use the
same community in other sizes and dialects. Nobody in it exists and nobody ever wrote any of it.
"""

import json
import math
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(2024, 3, 4, 7, 0)
_FIRST = tuple(
    name + end
    for name in ("An", "Bi", "Ch", "Du", "Em", "Fa", "Go", "Hi")
    for end in ("ika", "oto", "una", "eli", "aro")
)
_ASKS = (
    "Does anybody know where to buy good linen thread?",
    "Which needle do you use for denim?",
    "Is the workshop open on Friday?",
    "How do I get turmeric out of cotton?",
    "Who has mended a zip before and can show me?",
    "Can this collar still be saved?",
    "What do you think of this pattern? https://www.youtube.com/watch?v=made-up",
)
_SAYS = (
    "Wash it cold and dry it in the shade, that worked for me.",
    "The market behind the station has it, second row on the left.",
    "Finished the sleeves today, the rest on Sunday.",
    "I use the thick one with the blunt tip.",
    "Thank you, that helped a lot!",
    "Yes.",
    "Same here, it tore at the seam.",
    "Look at this one https://example.com/patterns/shirt",
    "I can bring the spare buttons tomorrow.",
    "Lovely colour!",
    "First soak it for an hour.\nThen rinse twice.",
)
_EVERYONE = "Reminder for everybody: bring scissors, chalk and something that needs mending."


@dataclass
class Line:
    """One entry: kind is text, media, deleted, edited, poll, join, add, leave or create."""

    at: datetime
    who: str
    kind: str
    text: str = ""
    answers: int = -1


@dataclass
class Community:
    """A made-up group: how many people come, for how many weeks, and by which luck."""

    people: int = 80
    weeks: int = 16
    seed: int = 1
    scale: float = 0.04
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let the group live."""
        self._luck = random.Random(self.seed)
        self._names = [self._name(number) for number in range(self.people)]
        self._live()

    def messages(self) -> int:
        """Return how many messages members wrote."""
        return sum(
            line.kind in ("text", "media", "deleted", "edited", "poll") for line in self.lines
        )

    def notes(self) -> int:
        """Return how many notes there are: joined, added, left, created."""
        return len(self.lines) - self.messages()

    def writers(self) -> int:
        """Return how many people wrote."""
        notes = ("join", "add", "leave", "create")
        return len({line.who for line in self.lines if line.kind not in notes})

    def _name(self, number: int) -> str:
        if number % 6 == 5:
            return f"+1 (555) 01{number // 100:01d}-0{number % 100 + 100:03d}"
        return _FIRST[number % len(_FIRST)] + (f" {number}" if number >= len(_FIRST) else "")

    def _live(self) -> None:
        luck, end = self._luck, START + timedelta(weeks=self.weeks)
        self.lines.append(Line(START, self._names[0], "create"))
        for number, name in enumerate(self._names):
            came = START + timedelta(hours=luck.uniform(0, 2 if number < 15 else self.weeks * 140))
            if number:
                self.lines.append(Line(came, name, "add" if number < 15 else "join"))
            gone = end if luck.random() > 0.2 else came + (end - came) * luck.uniform(0.3, 1)
            if number and gone < end:
                self.lines.append(Line(gone, name, "leave"))
            rate = 0.0 if luck.random() < 0.2 else self.scale * math.exp(luck.gauss(0, 1.5))
            self._begin(name, came, gone, rate)
        self.lines.sort(key=lambda line: line.at)
        self._point_answers()

    def _begin(self, name: str, came: datetime, gone: datetime, rate: float) -> None:
        """Let somebody begin conversations at a rate a day, and others answer them."""
        luck, at = self._luck, came
        once = luck.random() < 0.35  # tries the group once and does not write again
        while rate > 0:
            at += timedelta(days=luck.expovariate(rate))
            if at >= gone:
                return
            at = at.replace(hour=7 + at.hour * 15 // 24)
            self._talk(name, at)
            if once:
                return

    def _talk(self, name: str, at: datetime) -> None:
        luck = self._luck
        self.lines.append(self._line(name, at, asks=luck.random() < 0.4))
        while luck.random() < 0.6:
            at += timedelta(minutes=math.exp(luck.gauss(1.2, 1.3)))
            other = self._names[int(luck.paretovariate(0.6)) % min(25, self.people)]
            self.lines.append(self._line(other, at, asks=False))

    def _line(self, name: str, at: datetime, asks: bool) -> Line:
        luck = self._luck
        if asks:
            return Line(at, name, "text", luck.choice(_ASKS))
        kind = luck.choices(("text", "media", "deleted", "edited", "poll"), (80, 14, 2, 3, 1))[0]
        text = _EVERYONE if luck.random() < 0.03 else luck.choice(_SAYS)
        return Line(at, name, kind, text)

    def _point_answers(self) -> None:
        """Let most messages that follow another member's within the hour answer it."""
        last = -1
        for place, line in enumerate(self.lines):
            if line.kind in ("join", "add", "leave", "create"):
                continue
            if last >= 0 and self.lines[last].who != line.who:
                near = line.at - self.lines[last].at < timedelta(hours=1)
                line.answers = last if near and self._luck.random() < 0.6 else -1
            last = place


def whatsapp_lines(community: Community, phone: str = "android") -> Iterator[str]:
    """Give the lines of a WhatsApp export; phone: android (24 h, day first) or iphone."""
    mark = "\u200e" if phone == "iphone" else ""
    for line in community.lines:
        body = _whatsapp_body(line, mark, community.lines[0].who)
        note = line.kind in ("join", "add", "leave", "create")
        if phone == "iphone":
            who = "Menders" if note else line.who
            yield f"[{line.at:%d/%m/%Y, %H:%M:%S}] {who}: {mark if note else ''}{body}"
        else:
            yield f"{line.at:%d/%m/%Y, %H:%M} - {'' if note else line.who + ': '}{body}"


def _whatsapp_body(line: Line, mark: str, admin: str) -> str:
    return {
        "text": line.text,
        "media": f"{mark}image omitted" if mark else "<Media omitted>",
        "deleted": f"{mark}This message was deleted",
        "edited": f"{line.text} {mark}<This message was edited>",
        "poll": f"{mark}POLL:\nWhich day?\n{mark}OPTION: Friday (3 votes)\n"
        f"{mark}OPTION: Sunday (1 vote)",
        "create": f'{line.who} created group "Menders"',
        "join": f"{line.who} joined using this group's invite link",
        "add": f"{admin} added {line.who}",
        "leave": f"{line.who} left",
    }[line.kind]


def telegram(community: Community) -> dict:
    """Return the community as Telegram Desktop writes a single chat."""
    people = {name: f"user{number}" for number, name in enumerate(community._names, 101)}
    entries = [
        _telegram_entry(number, line, people, community.lines[0].who)
        for number, line in enumerate(community.lines)
    ]
    return {"name": "Menders", "type": "private_supergroup", "id": 1, "messages": entries}


def _telegram_entry(number: int, line: Line, people: dict[str, str], admin: str) -> dict:
    entry = {"id": number, "date": f"{line.at:%Y-%m-%dT%H:%M:%S}", "text": ""}
    if line.kind in ("join", "add", "leave", "create"):
        actor = admin if line.kind == "add" else line.who
        action = {
            "join": "join_group_by_link",
            "add": "invite_members",
            "leave": "remove_members",
            "create": "create_group",
        }[line.kind]
        entry |= {"type": "service", "actor": actor, "actor_id": people[actor], "action": action}
        return entry | ({"members": [line.who]} if line.kind in ("add", "leave") else {})
    entry |= {"type": "message", "from": line.who, "from_id": people[line.who], "text": line.text}
    if line.kind == "media":
        entry |= {"photo": "(File not included.)", "text": ""}
    if line.kind == "edited":
        entry["edited"] = entry["date"]
    if line.kind == "poll":
        entry |= {"poll": {"question": "Which day?", "answers": []}, "text": ""}
    if line.answers >= 0:
        entry["reply_to_message_id"] = line.answers
    return entry


def messenger(community: Community) -> dict:
    """Return the community as Messenger's classic download writes it, newest first."""
    entries = []
    for line in community.lines:
        stamp = int((line.at - datetime(1970, 1, 1)).total_seconds() * 1000)
        entry = {"sender_name": _mangled(line.who), "timestamp_ms": stamp}
        if line.kind == "join":
            entry |= {"type": "Subscribe", "users": [{"name": _mangled(line.who)}]}
        elif line.kind == "leave":
            entry |= {"type": "Unsubscribe", "users": [{"name": _mangled(line.who)}]}
        elif line.kind == "media":
            entry["photos"] = [{"uri": "photos/1.jpg"}]
        elif line.kind == "deleted":
            entry["is_unsent"] = True
        elif line.kind not in ("add", "create"):
            entry["content"] = _mangled(line.text)
        if line.kind not in ("add", "create"):
            entries.append(entry)
    names = [{"name": _mangled(name)} for name in community._names]
    return {"participants": names, "messages": entries[::-1], "title": "Menders"}


def _mangled(text: str) -> str:
    return text.encode().decode("latin-1")


def write_samples(folder: Path) -> None:
    """Write the shipped samples."""
    community = Community()
    android = "\n".join(whatsapp_lines(community)) + "\n"
    (folder / "made_up_whatsapp_android.txt").write_text(android, encoding="utf-8", newline="\n")
    iphone = "\n".join(whatsapp_lines(community, "iphone")) + "\n"
    with zipfile.ZipFile(folder / "made_up_whatsapp_iphone.zip", "w") as archive:
        entry = zipfile.ZipInfo("_chat.txt", (2024, 6, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, iphone)
    for name, made in (("telegram", telegram), ("messenger", messenger)):
        text = json.dumps(made(community), indent=0) + "\n"
        path = folder / f"made_up_{name}.json"
        path.write_text(text, encoding="utf-8", newline="\n")
    _write_edges(folder / "made_up_edges.csv", community)


def _write_edges(path: Path, community: Community) -> None:
    lines = ["Source,Target,Timestamp"]
    number = {name: place + 1 for place, name in enumerate(community._names)}
    for line in community.lines:
        if line.answers >= 0:
            other = community.lines[line.answers].who
            lines.append(f"{number[line.who]},{number[other]},{line.at:%Y-%m-%d %H:%M}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_samples(Path(__file__).resolve().parents[2] / "data" / "samples")
