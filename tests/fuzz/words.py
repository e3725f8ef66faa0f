"""The words a fuzzer may put into its inputs: what the readers look for."""

from pathlib import Path

_CHAT = ("\u200e", "\u202f", "\u202e", "\ufeff", "\u00a0", "?", "https://t.me/x", "\ufffd")
_JSON = ("{", "}", "[", "]", ":", ",", "null", "true", "-1", "1e999", '""', "\\ud800", "\\u0000")
_CELLS = (",", ";", "\t", '"', "\r\n", "%", "=1+1", "-0", "1e999", "NaN", "1.234,5", "\u202f")

WORDS: dict[str, tuple[str, ...]] = {
    "whatsapp": (
        *_CHAT, "13/01/24, 10:00 - ", "[13/01/24, 10:00:00] ", "1/13/24, 8:28 PM - ", "24. 1. 1. ",
        "오후 ", "p. m.", "Ada: ", "POLL:\n", "OPTION: a (1 vote)", "<Media omitted>", " left",
        "This message was deleted", "<This message was edited>", " added ", "\u200eimage omitted",
        "০১/০২/২৪", "৯:৩০ PM", "2024-01-01, 10:00 - ", " joined using this group's invite link",
        "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "../", "_chat.txt",
    ),
    "telegram": (
        *_JSON, '"messages"', '"chats"', '"list"', '"id"', '"type"', '"service"', '"date"',
        '"2024-01-01T10:00:00"', '"from"', '"from_id"', '"user1"', '"text"',
        '"reply_to_message_id"',
        '"forwarded_from"', '"poll"', '"question"', '"action"', '"invite_members"', '"members"',
        '"remove_members"', '"actor"', '"actor_id"', '"media_type"', '"edited"', '"text_link"',
    ),
    "messenger": (
        *_JSON, '"messages"', '"participants"', '"sender_name"', '"timestamp_ms"', '"content"',
        '"senderName"', '"timestamp"', "1704103200000", '"type"', '"Subscribe"', '"users"',
        '"name"',
        '"share"', '"link"', '"photos"', '"is_unsent"', '"isUnsent"', '"media"', "\\u00c3\\u00a9",
    ),
    "edges": (
        *_CELLS, "Source", "Target", "Timestamp", "from", "to", "weight", "# comment", " ",
        "2024-01-01 10:00", "1082008561", "\x1f\x8b",
    ),
    "analytics": (
        *_CELLS, "Landing page", "Session source / medium", "Sessions", "(direct) / (none)",
        "(not set)", "(other)", "# Start date: 20240101", "Grand total", "Page de destination",
        "label", "entry_nb_visits", "Direct Entry", "entry_page", "visitors", "source", "date",
        "Session default channel group", "New users", "desktop",
        "Average engagement time per session",
    ),
    "sales": (
        *_CELLS, "year", "month", "week", "date", "series", "adopters", "cumulative", "2024-W05",
        "2024-Q1", "2024-03", "March 2024", "31.12.2023", "2024-12-31", "0", "12",
    ),
}  # fmt: skip


def write_words(reader: str, place: Path) -> None:
    """Write the words of a reader as a dictionary of libFuzzer: bytes in quotes, a line each."""
    lines = (_quoted(word.encode("utf-8", "surrogatepass")) for word in WORDS[reader])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def _quoted(word: bytes) -> str:
    return '"' + "".join(map(_letter, word)) + '"'


def _letter(byte: int) -> str:
    plain = 32 <= byte < 127 and byte not in b'"\\'
    return chr(byte) if plain else f"\\x{byte:02x}"
