"""What is kept of a message's text: its length, whether it asks, whether and where it links."""

import re

from sim.intake.kinds import Mark

LONG_ENOUGH_TO_REPEAT = 40

# Sites that everybody knows. Any other address is kept as "other": a rare domain can name a
# person as surely as a name does, so no text of the input ever reaches the table.
DOMAINS = (
    "other", "youtube.com", "facebook.com", "instagram.com", "tiktok.com", "x.com", "linkedin.com",
    "pinterest.com", "reddit.com", "telegram.org", "whatsapp.com", "messenger.com", "discord.com",
    "twitch.tv", "snapchat.com", "threads.net", "google.com", "maps.google.com", "bing.com",
    "apple.com", "microsoft.com", "zoom.us", "amazon", "ebay", "etsy.com", "aliexpress.com",
    "shein.com", "temu.com", "daraz", "flipkart.com", "olx", "mercadolibre", "booking.com",
    "airbnb", "tripadvisor", "spotify.com", "netflix.com", "soundcloud.com", "vimeo.com",
    "wikipedia.org", "medium.com", "github.com", "stackoverflow.com", "wordpress.com",
    "blogspot.com", "substack.com", "quora.com", "bbc", "cnn.com", "nytimes.com",
    "theguardian.com", "reuters.com", "bit.ly", "tinyurl.com", "dropbox.com", "wetransfer.com",
    "eventbrite", "meetup.com", "paypal", "gofundme.com", "change.org", "canva.com",
)  # fmt: skip
ALIASES = {
    "youtu.be": "youtube.com", "fb.com": "facebook.com", "fb.watch": "facebook.com",
    "fb.me": "facebook.com", "instagr.am": "instagram.com", "twitter.com": "x.com",
    "t.co": "x.com", "lnkd.in": "linkedin.com", "pin.it": "pinterest.com",
    "redd.it": "reddit.com", "t.me": "telegram.org", "telegram.me": "telegram.org",
    "wa.me": "whatsapp.com", "m.me": "messenger.com", "discord.gg": "discord.com",
    "goo.gl": "google.com", "g.co": "google.com", "maps.app.goo.gl": "maps.google.com",
    "amzn.to": "amazon", "a.co": "amazon", "mercadolivre.com.br": "mercadolibre",
    "bbc.co.uk": "bbc", "bbc.com": "bbc", "spoti.fi": "spotify.com",
}  # fmt: skip
_NUMBER = {name: number for number, name in enumerate(DOMAINS)}
_WHOLE = {**_NUMBER, **{alias: _NUMBER[name] for alias, name in ALIASES.items()}}
_BRANDS = {name: number for number, name in enumerate(DOMAINS) if number and "." not in name}

_LINK = re.compile(
    r"(?:https?://|www\.)([^\s/?#<>\"]{1,300})\S*"
    r"|(?<![\w@.:/-])((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})/\S*",
    re.IGNORECASE,
)
_ASKS = re.compile("[?\u061f\uff1f\u055e\u1367]")


def domain_number(host: str) -> int:
    """Return the place in DOMAINS of the well-known site of a host, or 0 for any other site."""
    labels = host.rpartition("@")[2].partition(":")[0].lower().strip(".").split(".")[-6:]
    for start in range(len(labels) - 1):
        found = _WHOLE.get(".".join(labels[start:]))
        if found is not None:
            return found
    country = labels[-3:-2] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:-1]
    return _BRANDS.get(country[0], 0) if country else 0


def signs_of(text: str) -> tuple[int, int]:
    """Return the marks of a text (Mark, as int) and the number of its first link's site (or -1)."""
    marks, domain = 0, -1
    if "/" in text or "www." in text:
        link = _LINK.search(text)
        if link:
            marks, domain = Mark.LINK.value, domain_number(link[1] or link[2])
            # The question mark of an address asks nothing.
            text = _LINK.sub(" ", text) if "?" in text else text
    if _ASKS.search(text):
        marks |= Mark.QUESTION.value
    return marks, domain
