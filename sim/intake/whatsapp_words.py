"""The words that WhatsApp itself writes into an export, by language.

Facts about the program's own wording, from the samples and from open parsers' tables. Wording of
membership notes in Hindi and Bengali is not known: such notes are kept as "other".
"""

import re

from sim.intake.kinds import Kind

# The whole body of a message that was taken back (final dot and letter case do not count).
DELETED = frozenset(
    text.casefold()
    for text in (
        "This message was deleted",
        "You deleted this message",
        "This message was deleted by admin",
        "Diese Nachricht wurde gelöscht",
        "Du hast diese Nachricht gelöscht",
        "Se eliminó este mensaje",
        "Eliminaste este mensaje",
        "Este mensaje fue eliminado",
        "Mensagem apagada",
        "Essa mensagem foi apagada",
        "Esta mensagem foi apagada",
        "Você apagou esta mensagem",
        "Apagou esta mensagem",
        "Ce message a été supprimé",
        "Vous avez supprimé ce message",
        "Questo messaggio è stato eliminato",
        "Hai eliminato questo messaggio",
        "Dit bericht is verwijderd",
        "Je hebt dit bericht verwijderd",
        "Deze bericht is verwijderd",
        "Pesan ini telah dihapus",
        "Anda telah menghapus pesan ini",
        "Bu mesaj silindi",
        "Bu mesajı sildiniz",
        "Данное сообщение удалено",
        "Сообщение удалено",
        "Вы удалили это сообщение",
        "यह मैसेज हटा दिया गया था",
        "यह संदेश हटा दिया गया था",
        "এই মেসেজটি মুছে ফেলা হয়েছে",
        "تم حذف هذه الرسالة",
        "삭제된 메시지입니다",
        "このメッセージは削除されました",
        "此訊息已刪除",
        "此消息已删除",
    )
)
# The same in the wordings between: this message was taken back, you took it back, an admin did.
DELETED_LIKE = re.compile(
    r"(?:this message was deleted by admin|diese nachricht wurde (?:von|vom) .*gelöscht"
    r"|(?:se eliminó|eliminaste|has eliminado|borraste) (?:este|el) mensaje"
    r"|este mensaje (?:fue|ha sido|se ha) (?:eliminado|borrado)"
    r"|(?:essa|esta|a) mensagem foi (?:apagada|eliminada|excluída)|mensagem (?:apagada|eliminada)"
    r"|(?:você )?(?:apagou|apagaste|excluiu) (?:essa|esta) mensagem"
    r"|(?:यह|इस|आपने यह|आपने इस) (?:मैसेज|मेसेज|संदेश) (?:को )?(?:हटा|मिटा|डिलीट)"
    r"|(?:এই|আপনি এই) (?:মেসেজ|মেসেজটি|বার্তা|বার্তাটি) (?:মুছে|মুছেছেন|ডিলিট|সরিয়ে)).{0,60}",
)

_STARTS = sorted(
    {re.escape(text[:3]) for text in DELETED} | {"a mens", "has", "bor", "इस", "आप", "আপ"}
)
SOME_DELETED = re.compile("|".join(_STARTS), re.IGNORECASE)

# What an iPhone writes in place of a picture, film, sound, ... that was left out.
_LEFT_OUT = (
    r"omitted|weggelassen|ausgeschlossen|omitid[oa]s?|ocultad[oa]s?|omis|omise|omes[soi]+|omessa|"
    r"weggelaten|dihilangkan|tidak disertakan|dahil edilmedi|отсутствует|пропущено|"
    r"udeladt|utelämna[dt]e?s?|utelatt|pominięt[eoay]|無し|省略|생략됨|제외됨|"
    r"के बिना|বাদ দেওয়া হয়েছে"
)
LEFT_OUT = re.compile(rf"^[^\n]{{0,200}}\b(?:{_LEFT_OUT})[.>]?$", re.IGNORECASE)
SHORT_LEFT_OUT = re.compile(rf"^[^\W\d]+(?: [^\W\d]+)? (?:{_LEFT_OUT})$", re.IGNORECASE)

# `<Media omitted>` on Android: in every language one short remark in angle brackets.
IN_BRACKETS = re.compile(r"^<[^<>\n/]{3,60}>$")
# `<attached: 0001-PHOTO.jpg>` on iPhones, perhaps after the file's own name.
ATTACHED = re.compile(r"<[^<>:\n]{2,40}: ?[^<>\n]{1,300}\.\w{2,5}>$")
# `IMG-20231231-WA0001.jpg (file attached)` on Android: the brackets' words vary by language.
FILE = re.compile(
    r"^(?:(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+\.\w{2,5}(?: \([^()\n]{4,40}\))?"
    r"|[^\n]{1,300}\.\w{2,5} \((?:file attached|Datei angehängt|archivo adjunto|archivo adjuntado|"
    r"arquivo anexado|ficheiro anexado|file allegato|fichier joint|bestand bijgevoegd|"
    r"file terlampir|файл добавлен|फाइल संलग्न|फ़ाइल अटैच की गई|ফাইল সংযুক্ত হয়েছে)\))$",
    re.IGNORECASE,
)

# Remarks behind an edited text: short, in angle brackets, with a word for editing.
EDITED = re.compile(
    r"\s*<(?=[^<>\n]{6,60}>$)[^<>\n]*(?:\bedit|bearbeitet|modific|modifié|bewerkt|изменен|отредакт|"
    r"diedit|disunting|düzenlen|zredagow|edytow|redigera|redigert|redigeret|muokat|upraven|"
    r"एडिट|संपादित|এডিট|সম্পাদ|تعديل|ویرایش|נערכ|編集|编辑|編輯|편집|수정)[^<>\n]*>$",
    re.IGNORECASE,
)
EDITED_IPHONE = re.compile(r"\s*\u200e<[^<>\n]{5,60}>$")

# A poll: one line that ends with a colon, the question, and two or more options with votes.
POLL = re.compile(r"^[^\s\d:_]{2,30} ?:$")
POLL_OPTION = re.compile(r"^[^\s\d:_]{2,30} ?: .*\(\W*\d+ ?[^()\d]{1,30}\)$")

_N = "(?P<who>.+?)"
_EVENTS: tuple[tuple[Kind, str], ...] = (
    # English
    (Kind.CREATE, rf"{_N} created (?:this |the )?group\b.*"),
    (Kind.JOIN, rf"{_N} joined(?: using| via| from| with| this group| the group| by)?\b.*"),
    (Kind.LEAVE, rf"{_N} left(?: the group| this group)?"),
    (Kind.ADD, rf"{_N} (?:was|were) added(?: .*)?"),
    (Kind.ADD, rf"(?:.+? )?added (?!this group|the group|a group|the community){_N}"),
    (Kind.REMOVE, rf"{_N} (?:was|were) removed(?: .*)?"),
    (Kind.REMOVE, rf"(?:.+? )?removed (?!this group|the group|a group|the community){_N}"),
    # German
    (Kind.CREATE, rf"{_N} (?:hat|hast) (?:(?:die|diese) Gruppe\b|[\"„“]).* erstellt"),
    (Kind.LEAVE, rf"{_N} (?:hat|hast) die Gruppe verlassen"),
    (Kind.JOIN, rf"{_N} (?:ist|bist) .*beigetreten"),
    (Kind.ADD, rf"{_N} (?:wurde|wurdest)(?: von .+)? hinzugefügt"),
    (Kind.ADD, rf".+? (?:hat|hast) {_N} hinzugefügt"),
    (Kind.REMOVE, rf"{_N} (?:wurde|wurdest)(?: von .+)? entfernt"),
    (Kind.REMOVE, rf".+? (?:hat|hast) {_N} entfernt"),
    # Spanish
    (Kind.CREATE, rf"{_N} creó (?:el|este) grupo\b.*"),
    (Kind.CREATE, r"Creaste (?:el|este) grupo\b.*"),
    (Kind.JOIN, rf"{_N} se (?:unió|ha unido|añadió) (?:usando|mediante|con|a través|desde)\b.*"),
    (Kind.JOIN, r"Te (?:uniste|has unido)\b.*"),
    (Kind.LEAVE, rf"{_N} (?:salió|ha salido|abandonó)(?: del grupo| el grupo)?"),
    (Kind.LEAVE, r"Saliste(?: del grupo)?"),
    (Kind.ADD, rf"(?:.+? )?(?:añadió|agregó|añadiste|agregaste) a {_N}"),
    (Kind.ADD, r".+? te (?:añadió|agregó)"),
    (Kind.ADD, rf"{_N} (?:fue|fuiste) (?:añadid|agregad)[oa](?: .*)?"),
    (Kind.REMOVE, r".+? te (?:eliminó|sacó)"),
    (Kind.REMOVE, rf"{_N} (?:fue|fuiste) eliminad[oa](?: .*)?"),
    (Kind.REMOVE, rf"(?:.+? )?(?:eliminó|eliminaste|sacó|sacaste) a {_N}"),
    # Portuguese
    (Kind.CREATE, rf"{_N} (?:criou|criaste) (?:o|este) grupo\b.*"),
    (Kind.JOIN, rf"{_N} entrou (?:usando|com|através|por|no grupo|neste grupo)\b.*"),
    (Kind.LEAVE, rf"{_N} saiu(?: do grupo)?"),
    (Kind.ADD, rf"{_N} (?:foi|foste) adicionad[oa](?: .*)?"),
    (Kind.ADD, r".+? te adicionou"),
    (Kind.ADD, rf".+? (?:adicionou|adicionaste) {_N}"),
    (Kind.REMOVE, rf"{_N} (?:foi|foste) removid[oa](?: .*)?"),
    (Kind.REMOVE, r".+? te removeu"),
    (Kind.REMOVE, rf".+? (?:removeu|removeste) {_N}"),
    # French
    (Kind.CREATE, rf"{_N} (?:a|avez) créé (?:le|ce) groupe\b.*"),
    (Kind.JOIN, rf"{_N} (?:a|avez) rejoint (?:le|ce|via|à|en)\b.*"),
    (Kind.LEAVE, rf"{_N} (?:a|avez) quitté(?: le groupe| ce groupe)?"),
    (Kind.ADD, rf".+? (?:a|avez) ajouté {_N}"),
    (Kind.REMOVE, rf".+? (?:a|avez) (?:retiré|supprimé|exclu) {_N}"),
    # Italian
    (Kind.CREATE, rf"{_N} (?:ha|hai) creato (?:il|questo) gruppo\b.*"),
    (Kind.JOIN, rf"{_N} (?:si è|ti sei) unit[oa]\b.*"),
    (Kind.JOIN, rf"{_N} è entrat[oa]\b.*"),
    (Kind.LEAVE, rf"{_N} (?:ha|hai) abbandonato(?: il gruppo)?"),
    (Kind.ADD, rf".+? (?:ha|hai) aggiunto {_N}"),
    (Kind.REMOVE, rf".+? (?:ha|hai) rimosso {_N}"),
    # Dutch
    (Kind.CREATE, rf"{_N} (?:heeft|hebt) (?:de|deze) groep\b.* (?:aan)?gemaakt"),
    (Kind.LEAVE, rf"{_N} (?:heeft|hebt) de groep verlaten"),
    (Kind.ADD, rf".+? (?:heeft|hebt) {_N} toegevoegd"),
    (Kind.REMOVE, rf".+? (?:heeft|hebt) {_N} verwijderd"),
)
EVENTS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _EVENTS)
SOME_EVENT = re.compile(
    r"creat|joined|left|added|removed|erstellt|verlassen|beigetreten|hinzugefügt|entfernt|"
    r"cre[óa]|un[ií]|salió|salido|saliste|abandon|añadi|agreg|elimin|sac[óa]|criou|criaste|entrou|"
    r"saiu|adicion|remov|créé|rejoint|quitté|ajouté|retiré|supprimé|exclu|entrat|aggiunto|rimosso|"
    r"gemaakt|verlaten|toegevoegd|verwijderd",
    re.IGNORECASE,
)

YOU = frozenset(
    [
        "you",
        "du",
        "sie",
        "tú",
        "usted",
        "te",
        "você",
        "tu",
        "vous",
        "hai",
        "ti",
        "sei",
        "jij",
        "je",
        "u",
        "dich",
    ]
)
BETWEEN_NAMES = re.compile(r", | and | und | y | e | et | en ")
QUOTES = re.compile('["“”„«»「」『』]')
