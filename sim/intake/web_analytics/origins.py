"""Where a visit came from, as a class: of a source only this class and a known app are kept."""

import re
from enum import IntEnum

from sim.intake.pseudonyms import PLAIN


class Origin(IntEnum):
    """What analytics say of a visit's source.

    TAGGED: by a campaign tag that names a messenger or a share button. MESSENGER: by the referrer
    of a private messenger. UNSET: the source itself is not known.
    """

    DIRECT = 0
    TAGGED = 1
    MESSENGER = 2
    SOCIAL = 3
    SEARCH = 4
    EMAIL = 5
    PAID = 6
    REFERRAL = 7
    UNSET = 8


APPS = (
    "", "whatsapp", "telegram", "messenger", "signal", "viber", "discord", "slack", "teams",
    "wechat", "line", "kakaotalk", "imo", "sms", "skype",
)  # fmt: skip
# Addresses and app names of private messengers, as they stand in referrers and tags.
_MARKS = {
    "whatsapp": ("whatsapp", "wa.me", "l.wl.co", "chat.whatsapp.com"),
    "telegram": ("telegram", "t.me", "telegram.me", "telegram.org"),
    "messenger": ("messenger", "l.messenger.com", "m.me", "com.facebook.orca", "fb_messenger"),
    "signal": ("signal", "signal.group", "thoughtcrime"),
    "viber": ("viber",),
    "discord": ("discord", "discordapp"),
    "slack": ("slack",),
    "teams": ("teams.microsoft.com", "msteams"),
    "wechat": ("wechat", "weixin", "com.tencent.mm"),
    "line": ("line.me", "jp.naver.line"),
    "kakaotalk": ("kakaotalk", "com.kakao.talk"),
    "imo": ("imo.im", "com.imo.android.imoim"),
    "sms": ("sms", "text message", "imessage"),
    "skype": ("skype",),
}
_APP = tuple(
    (
        APPS.index(app),
        re.compile("|".join(rf"(?<![a-z0-9-]){re.escape(mark)}(?![a-z0-9-])" for mark in marks)),
    )
    for app, marks in _MARKS.items()
)
_DIRECT = frozenset(
    [
        "(direct)", "direct", "direct/none", "(none)", "direct entry", "direct traffic",
        "direkte zugriffe", "direktzugriff", "entrées directes", "entrée directe",
        "entrada directa", "entradas directas", "entrada direta", "entrate dirette",
        "accesso diretto", "সরাসরি",
    ]
)  # fmt: skip
_UNSET = frozenset(
    ["", "(not set)", "unassigned", "(data not available)", "(other)", "other", "(not provided)"]
)
_REFERRERS = frozenset(["", "referral", "(none)", "(not set)", "(not provided)"])
_SHARED = re.compile(
    r"\b(?:share|shares|sharing|shared|dark|dark.?social|dm|chat|messenger|messaging|im|message|"
    r"group|whatsapp|telegram|sms|wom|word.?of.?mouth|friend|copy.?link)\b"
)
_PAID = re.compile(
    r"\b(?:cpc|ppc|cpm|cpv|cpa|paid\w*|display|banner|retarget\w*|ads?|cross-network|affiliates?)\b"
)
_EMAIL = re.compile(r"\b(?:e-?mail|newsletter|mailchimp|outlook|mail)\b")
_SEARCH = re.compile(
    r"\borganic$|^organic (?:search|shopping)|\b(?:google|bing|yahoo|duckduckgo|ecosia|baidu|"
    r"yandex|qwant|naver|startpage|search engines?|suchmaschinen|moteurs de recherche|"
    r"motores de b[uú]squeda|motori di ricerca)\b"
)
_SOCIAL = re.compile(
    r"\b(?:social|facebook|fb|instagram|ig|twitter|x\.com|t\.co|linkedin|lnkd|pinterest|reddit|"
    r"tiktok|youtube|threads|mastodon|bluesky|bsky|snapchat|vk|tumblr|quora|soziale netzwerke|"
    r"réseaux sociaux|redes sociales|redes sociais)\b"
)


def origin_of(source: str, medium: str = "", tagged: bool = False) -> tuple[Origin, int]:
    """Return the class of a source and the place of its app in APPS (0 for none).

    source: a site, an app, a tag's source or a channel group; with its medium after " / " as GA4
    writes both in one. tagged: whether it stands in a campaign tag.
    """
    name, given = _plain(source), _plain(medium)
    if not given and " / " in name:
        name, _slash, given = (part.strip() for part in name.partition(" / "))
    if name.replace(" ", "") in ("direct/none", "(direct)/(none)") or name in _DIRECT:
        return Origin.DIRECT, 0
    if name in _UNSET and given in _REFERRERS:
        return Origin.UNSET, 0
    if _PAID.search(given) or (not given and _PAID.search(name)):
        return Origin.PAID, 0
    app = _app_in(name) or (_app_in(given) if given not in _REFERRERS else 0)
    if app:
        from_app = given in _REFERRERS and not tagged and "." in name
        return (Origin.MESSENGER if from_app or _by_name(given, tagged) else Origin.TAGGED), app
    if _SHARED.search(given):
        return Origin.TAGGED, 0
    return _openly(name, given), 0


def _openly(name: str, given: str) -> Origin:
    """Return the class of a source that has nothing private about it."""
    both = f"{name} {given}".strip()
    if _EMAIL.search(both):
        return Origin.EMAIL
    if _SOCIAL.search(given) or (given != "organic" and _SOCIAL.search(name)):
        return Origin.SOCIAL
    return Origin.SEARCH if _SEARCH.search(both) else Origin.REFERRAL


def _by_name(given: str, tagged: bool) -> bool:
    """Tell whether a bare app name comes from a referrer, as Plausible and Matomo write it."""
    return not tagged and given in ("", "referral")


def _app_in(text: str) -> int:
    return next((place for place, mark in _APP if mark.search(text)), 0)


def _plain(cell: str) -> str:
    return " ".join(cell[:300].translate(PLAIN).casefold().split()).strip("\"' ")
