"""What the columns of an export are called, by tool and language.

GA4 writes headers in the language of its user, and its names drift; so columns are known by name,
never by place. English, French, Spanish and Korean names were seen in exports; the German ones in
guides to the program; those in other languages are inferred.
"""

import re

from sim.intake.pseudonyms import PLAIN

_NAMES = {
    "landing": (
        "landing page", "entry page", "entry_page", "entry page url", "landingpage", "zielseite",
        "einstiegsseite", "page de destination", "página de destino", "página de entrada",
        "pagina di destinazione", "landingspagina", "bestemmingspagina", "방문 페이지",
        "ল্যান্ডিং পৃষ্ঠা", "ল্যান্ডিং পেজ", "ランディング ページ", "целевая страница", "страница входа",
        "strona docelowa", "açılış sayfası", "halaman landing", "लैंडिंग पेज", "着陆页", "到達網頁",
    ),
    "source_medium": (
        "session source/medium", "source/medium", "sitzung - quelle/medium",
        "source/support de la session", "fuente/medio de la sesión", "origem/mídia da sessão",
        "sorgente/mezzo della sessione", "sessiebron/medium", "সেশনের উৎস/মাধ্যম",
        "セッションの参照元/メディア", "источник/канал сеанса", "źródło/medium sesji",
        "oturum kaynağı/aracı", "sumber/media sesi", "सेशन का सोर्स/मीडियम", "세션 소스/매체",
        "会话来源/媒介", "工作階段來源/媒介",
    ),
    "source": (
        "session source", "source", "sitzung - quelle", "source de la session",
        "fuente de la sesión", "origem da sessão", "sorgente della sessione", "সেশনের উৎস",
    ),
    "medium": (
        "session medium", "medium", "utm_medium", "sitzung - medium", "support de la session",
        "medio de la sesión", "mídia da sessão", "mezzo della sessione", "সেশনের মাধ্যম",
    ),
    "utm_source": ("utm_source",),
    "channel": (
        "session default channel group", "session primary channel group",
        "session default channel grouping", "default channel group",
        "sitzung - standard-channelgruppe", "sitzung - standard-channelgruppierung",
        "sitzung - primäre channelgruppe", "groupe de canaux par défaut de la session",
        "groupe de canaux principal de la session",
        "grupo de canales predeterminado de la sesión", "grupo de canales principal de la sesión",
        "grupo de canais padrão da sessão", "grupo de canais principal da sessão",
        "gruppo di canali predefinito della sessione",
    ),
    "first_channel": (
        "first user default channel group", "first user primary channel group",
        "first user source/medium", "first user source",
        "erste nutzerinteraktion - standard-channelgruppe",
        "erste nutzerinteraktion - primäre channelgruppe",
        "erste nutzerinteraktion - quelle/medium",
        "premier groupe de canaux par défaut de l'utilisateur",
        "première source/support de l'utilisateur",
        "primer grupo de canales predeterminado del usuario", "primera fuente/medio del usuario",
        "fuente/medio del primer usuario",
    ),
    "visitor": (
        "new/returning", "new/established", "neu/wiederkehrend", "nouveau/connu",
        "nouveaux/connus", "nuevo/recurrente", "nuevos/recurrentes", "novo/recorrente",
        "nuovo/di ritorno",
    ),
    "device": (
        "device category", "device", "gerätekategorie", "catégorie d'appareil",
        "categoría de dispositivo", "categoria do dispositivo", "categoria dispositivo",
        "ডিভাইসের বিভাগ",
    ),
    "browser": ("browser", "navigateur", "navegador", "ব্রাউজার"),
    "city": ("city", "stadt", "ort", "ville", "ciudad", "cidade", "città", "শহর"),
    "day": ("date", "datum", "fecha", "data", "তারিখ"),
    "period": ("date range", "zeitraum", "plage de dates", "periodo", "período", "intervalo"),
    "sessions": (
        "sessions", "sitzungen", "sesiones", "sessões", "sessioni", "sessies", "세션수", "সেশন",
        "セッション", "сеансы", "sesje", "oturumlar", "sesi", "सेशन", "会话数", "工作階段",
    ),
    "entrances": (
        "entrances", "total_entrances", "entry_nb_visits", "einstiege", "entrées", "entradas",
    ),
    "visits": ("visits", "nb_visits", "besuche", "visites", "visitas"),
    "users": (
        "active users", "total users", "users", "aktive nutzer", "nutzer insgesamt",
        "utilisateurs actifs", "nombre total d'utilisateurs", "usuarios activos",
        "total de usuarios", "visitors", "unique_entrances", "nb_uniq_visitors",
        "unique visitors",
    ),
    "seconds": (
        "average engagement time per session", "durchschnittliche interaktionsdauer pro sitzung",
        "durée d'engagement moyenne par session", "tiempo de interacción medio por sesión",
        "tempo médio de engajamento por sessão",
    ),
    "label": ("label", "bezeichnung", "libellé", "etiqueta"),
    "address": ("metadata_url", "url"),
    "name": ("name",),
}  # fmt: skip
_ROLES = {name: role for role, names in _NAMES.items() for name in names}
_ASIDE = re.compile(r" ?\([^()]*\)$")
_QUERY = re.compile(
    r" (?:\+ .*|(?:and|und|et|y|e|en) (?:query|abfrage|such|cha[iî]ne|cadena|string).*)$"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | {ord("’"): "'"}
COUNTS = ("sessions", "entrances", "visits", "users")
"""Columns that may be counted, the best first."""
SOURCES = ("source_medium", "source", "utm_source", "channel", "first_channel")
_PERIOD_BEFORE = re.compile(r"\((?:previous|vorherig|période précédente|anterior)", re.IGNORECASE)


def role_of(header: str) -> str | None:
    """Return what a column holds, or None where its name is not known."""
    if len(header) > 200 or _PERIOD_BEFORE.search(header):
        return None
    name = " ".join(header.translate(PLAIN).translate(_DASHES).casefold().split())
    name = name.replace(" / ", "/").replace(" /", "/").replace("/ ", "/").strip("\"' ")
    return _ROLES.get(name) or _ROLES.get(_ASIDE.sub("", _QUERY.sub("", name)))


def roles_of(cells: list[str]) -> dict[str, int]:
    """Return the place of each known column; the first one of a kind counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        role = role_of(cell)
        if role is not None:
            found.setdefault(role, place)
    return found


def can_be_read(roles: dict[str, int]) -> bool:
    """Tell whether a header belongs to a table of visits by page or source."""
    subjects = ("landing", "label", "name", *SOURCES)
    return any(role in roles for role in COUNTS) and any(role in roles for role in subjects)


def tool_of(roles: dict[str, int]) -> str:
    """Return which program writes such columns: ga4, plausible or matomo."""
    if "label" in roles:
        return "matomo"
    if "name" in roles or "entrances" in roles or "visits" in roles:
        return "plausible"
    return "ga4"
