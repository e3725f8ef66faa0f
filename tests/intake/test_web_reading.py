"""GA4, Plausible and Matomo exports, in the forms their programs write, become the same table."""

from pathlib import Path

import pytest

from sim.errors import AddaError
from sim.intake.web_analytics import read_analytics
from sim.intake.web_analytics.cells import seconds, whole
from sim.intake.web_analytics.columns import role_of
from sim.intake.web_analytics.origins import APPS, Origin, origin_of
from tests.intake.conftest import SAMPLES
from tests.intake.made_up_web import (
    Website,
    exploration,
    matomo,
    matomo_sources,
    plausible,
    snapshot,
)

SITE = Website(private=300, typed=150, social=150, search=300, robots=1)
DIRECT = "(direct) / (none)"
GERMAN = """\ufeff# ----------------------------------------\r
# Zielseite\r
# Startdatum: 20240101\r
# Enddatum: 20240131\r
# ----------------------------------------\r
\r
Zielseite + Abfragestring;Sitzung – Quelle/Medium;Sitzungen;\
Durchschnittliche Interaktionsdauer pro Sitzung\r
/de/ratgeber/socken-stopfen?utm=x;(direct) / (none);1.200;12,5\r
/shop;google / organic;300;40,25\r
Gesamtsumme;;1.500;18\r
"""
SPANISH = """# 20240101-20240131

Página de destino y cadena de consulta,Fuente/medio de la sesión,Nuevo/Recurrente,Sesiones
/guias/zurcir,(direct) / (none),new,40
/guias/zurcir,t.me / referral,returning,"1,000"
"""
BENGALI = "ল্যান্ডিং পৃষ্ঠা,সেশনের উৎস/মাধ্যম,সেশন\n/রিপু/মোজা,(direct) / (none),১২\n"
KOREAN = """# 시작일: 20260907

방문 페이지 + 쿼리 문자열,세션수,참여 세션수
,100,50
/guides/a,40,30
/guides/b,60,20
"""


def direct_visits(analytics, page: str) -> int:
    """Return the direct visits that landed on a page."""
    table = analytics.table()
    return int(table[(table.page == page) & (table.source == "direct")].visits.sum())


def test_an_exploration_gives_visits_by_page_and_source_without_its_totals_row(written):
    read = read_analytics(written(exploration(SITE)))
    assert read.basis == "cross"
    assert read.visits == sum(SITE.visits.values())
    assert read.report.skipped == {"a row of totals": 1}
    assert (read.report.first, read.report.last) == ("2024-01-01", "2024-03-31")
    for page, count in SITE.count(source=DIRECT).items():
        assert direct_visits(read, page) == count


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_snapshot_of_several_tables_gives_the_two_margins_whatever_stands_between_cells(
    mark, written
):
    read = read_analytics(written(snapshot(SITE, mark)), "ga4")
    assert read.basis == "margins"
    assert read.by_page.count() == read.by_origin.count() == sum(SITE.visits.values())
    assert [note.used for note in read.report.tables] == [False, True, True]
    wanted = sum(SITE.count(source=DIRECT).values())
    assert read.by_origin.count(read.by_origin.origin == Origin.DIRECT) == wanted


@pytest.mark.parametrize(
    ("text", "page", "visits"),
    [
        (GERMAN, "/de/ratgeber/socken-stopfen", 1200),
        (SPANISH, "/guias/zurcir", 40),
        (BENGALI, "/রিপু/মোজা", 12),
    ],
)
def test_headers_and_numbers_of_other_languages_are_understood(text, page, visits, written):
    assert direct_visits(read_analytics(written(text)), page) == visits


def test_decimal_commas_of_a_duration_are_no_thousands(written):
    read = read_analytics(written(GERMAN))
    assert sorted(read.cross.seconds.tolist()) == [12.5, 40.25]


def test_a_row_that_names_nothing_is_the_total_only_if_it_is_as_large(written):
    read = read_analytics(written(KOREAN))
    assert read.by_page.count() == 100
    blank = read_analytics(written(KOREAN.replace(",100,50", ",7,5")))
    assert blank.by_page.count() == 107
    assert blank.by_page.count(blank.by_page.page < 0) == 7


def test_the_period_compared_with_does_not_count(written):
    text = (
        "Landing page,Session source / medium,Date range,Sessions,Sessions (previous period)\n"
        "/a/long-page,(direct) / (none),Jul 1 - Sep 28,30,20\n"
        "/a/long-page,(direct) / (none),Apr 2 - Jun 30,20,9\n"
    )
    read = read_analytics(written(text))
    assert read.visits == 30
    assert read.report.skipped == {"a row of the period that is compared with": 1}


def test_not_set_and_other_pages_are_kept_apart(written):
    text = (
        "Landing page,Session source / medium,Sessions\n(not set),(not set),9\n(other),x / y,8\n"
        "/guides/a,google / organic,70\n"
    )
    table = read_analytics(written(text)).table().set_index("page").visits
    assert table.to_dict() == {"/guides/a": 70, "(not known)": 9, "(other)": 8}


def test_sources_of_a_first_visit_are_used_only_without_better_and_with_a_warning(written):
    pages = "Landing page,Sessions\n/guides/a,100\n\n"
    first = "First user default channel group,Total users\nDirect,60\nOrganic Search,40\n\n"
    each = "Session default channel group,Sessions\nDirect,30\nOrganic Search,70\n"
    alone = read_analytics(written(pages + first))
    assert "first visit" in " ".join(alone.report.warnings)
    both = read_analytics(written(pages + first + each))
    assert not both.report.warnings
    assert both.by_origin.count(both.by_origin.origin == Origin.DIRECT) == 30


def test_plausible_with_its_direct_export_makes_the_table_it_does_not_export(written):
    whole = written(plausible(SITE), "all.zip")
    direct = written(plausible(SITE, direct=True), "direct.zip")
    assert read_analytics(whole).basis == "margins"
    read = read_analytics(whole, direct=direct)
    assert read.basis == "cross"
    for page, count in SITE.count(source=DIRECT).items():
        assert direct_visits(read, page) == count
    assert read.visits == sum(SITE.visits.values())


def test_a_filtered_plausible_export_is_not_taken_for_the_whole(written):
    with pytest.raises(AddaError, match="direct visits only"):
        read_analytics(written(plausible(SITE, direct=True)))
    with pytest.raises(AddaError, match="holds others too"):
        read_analytics(written(plausible(SITE), "a"), direct=written(plausible(SITE), "b"))


def test_the_full_export_of_plausible_is_read_from_its_files_or_zip(written):
    pages = (
        "date,entry_page,visitors,entrances,visit_duration,bounces,pageviews\n"
        "2024-01-01,/,6,7,300,2,10\n2024-01-03,/guides/a,9,13,300,2,10\n"
    )
    sources = (
        "date,source,referrer,utm_source,utm_medium,utm_campaign,utm_content,utm_term,pageviews,"
        "visitors,visits,visit_duration,bounces\n"
        "2024-01-02,,,,,,,,4,3,11,120,1\n2024-01-02,Telegram,t.me,,,,,,4,3,4,120,1\n"
        '2024-01-02,WhatsApp,,whatsapp,share,"spring, 2024",,,9,5,5,280,1\n'
    )
    read = read_analytics(
        [
            written(pages, "imported_entry_pages_20240101_20240131.csv"),
            written(sources, "imported_sources_20240101_20240131.csv"),
        ]
    )
    assert (read.basis, read.report.tool) == ("margins", "plausible")
    assert (read.report.first, read.report.last) == ("2024-01-01", "2024-01-03")
    assert read.by_origin.origin.tolist() == [Origin.DIRECT, Origin.MESSENGER, Origin.TAGGED]
    assert read.by_page.count() == 20


@pytest.mark.parametrize("convert", [True, False])
def test_matomo_is_read_in_both_of_its_encodings(convert, written):
    data = matomo(SITE)
    pages = written(data if convert else data.decode("utf-16").encode(), "pages")
    direct = matomo(SITE, direct=True)
    sources = written(matomo_sources(SITE), "channels")
    read = read_analytics([pages, sources], direct=written(direct, "direct"))
    assert (read.basis, read.report.tool, read.report.counted) == ("cross", "matomo", "visits")
    for page, count in SITE.count(source=DIRECT).items():
        assert direct_visits(read, page) == count


def test_a_matomo_report_of_something_else_is_not_taken_for_sources(written):
    text = "label,nb_visits\nChrome,70\nFirefox,30\n"
    with pytest.raises(AddaError, match="no table of visits"):
        read_analytics(written(text))


def test_files_of_two_programs_and_of_another_kind_are_refused(written):
    ga4, zipped = written(exploration(SITE), "a.csv"), written(plausible(SITE), "b.zip")
    with pytest.raises(AddaError, match="one program at a time"):
        read_analytics([ga4, zipped])
    with pytest.raises(AddaError, match="looks like an export of Google Analytics 4, not of Mat"):
        read_analytics(ga4, "matomo")
    with pytest.raises(AddaError, match="did you mean 'plausible'"):
        read_analytics(ga4, "plausable")


def test_a_file_of_more_direct_visits_than_all_is_refused(written):
    pages = "name,total_entrances\n/guides/a,{}\n"
    whole, direct = (written(pages.format(count), f"{count}.csv") for count in (10, 20))
    with pytest.raises(AddaError, match="more visits than the whole"):
        read_analytics(whole, direct=direct)


@pytest.mark.parametrize(
    ("source", "medium", "wanted", "app"),
    [
        ("(direct) / (none)", "", Origin.DIRECT, ""),
        ("Direct / None", "", Origin.DIRECT, ""),
        ("Direct", "", Origin.DIRECT, ""),
        ("Direkte Zugriffe", "", Origin.DIRECT, ""),
        ("t.me / referral", "", Origin.MESSENGER, "telegram"),
        ("l.messenger.com / referral", "", Origin.MESSENGER, "messenger"),
        ("android-app://org.telegram.messenger/", "", Origin.MESSENGER, "telegram"),
        ("com.whatsapp", "referral", Origin.MESSENGER, "whatsapp"),
        ("whatsapp / dm", "", Origin.TAGGED, "whatsapp"),
        ("whatsapp / social", "", Origin.TAGGED, "whatsapp"),
        ("site / share", "", Origin.TAGGED, ""),
        ("messenger / cpc", "", Origin.PAID, ""),
        ("facebook / paid_social", "", Origin.PAID, ""),
        ("l.facebook.com / referral", "", Origin.SOCIAL, ""),
        ("Organic Social", "", Origin.SOCIAL, ""),
        ("google / organic", "", Origin.SEARCH, ""),
        ("Organic Search", "", Origin.SEARCH, ""),
        ("newsletter / email", "", Origin.EMAIL, ""),
        ("example.org / referral", "", Origin.REFERRAL, ""),
        ("at.me.example.org / referral", "", Origin.REFERRAL, ""),
        ("(not set)", "", Origin.UNSET, ""),
        ("Unassigned", "", Origin.UNSET, ""),
    ],
)
def test_a_source_is_known_by_what_it_is_called(source, medium, wanted, app):
    assert origin_of(source, medium) == (wanted, APPS.index(app))


@pytest.mark.parametrize(
    ("cell", "count"),
    [("1,234", 1234), ("1.234", 1234), ("1\u202f234", 1234), ("1'234", 1234), ("12.0", 12),
     ("১২৩", 123), ("7", 7), ("", None), ("-3", None), ("nan", None), ("1e3", None),
     ("9" * 30, None)],
)  # fmt: skip
def test_a_count_is_read_as_it_is_grouped(cell, count):
    assert whole(cell) == count


@pytest.mark.parametrize(
    ("cell", "length"),
    [("41.2", 41.2), ("41,2", 41.2), ("0:01:23", 83), ("1:23", 83), ("1m 23s", 83),
     ("1 min 23 s", 83), ("23s", 23), ("", None), ("soon", None)],
)  # fmt: skip
def test_a_duration_is_read_as_it_is_written(cell, length):
    assert seconds(cell) == (None if length is None else pytest.approx(length))


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Session primary channel group (Default Channel Group)", "channel"),
        ("Sitzung – primäre Channelgruppe (Standard-Channelgruppe)", "channel"),
        ("Groupe de canaux par défaut de la session", "channel"),
        ("Landing page + query string", "landing"),
        ("Engaged sessions", None),
        ("Sessions (previous period)", None),
    ],
)
def test_a_column_is_known_by_its_name_and_not_by_a_part_of_it(header, role):
    assert role_of(header) == role


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("made_up_ga4*")))
def test_the_shipped_samples_can_be_read(name: str):
    assert read_analytics(SAMPLES / name).visits == sum(Website().visits.values())


def test_the_shipped_samples_of_plausible_and_matomo_can_be_read():
    for start, end in (("plausible", ".zip"), ("matomo_entry_pages", ".tsv")):
        whole: list[Path] = [SAMPLES / f"made_up_{start}{end}"]
        whole += [SAMPLES / "made_up_matomo_channels.csv"] if start.startswith("m") else []
        read = read_analytics(whole, direct=SAMPLES / f"made_up_{start}_direct{end}")
        assert read.visits == sum(Website().visits.values())


@pytest.mark.parametrize(
    "header",
    [
        "ランディング ページ + クエリ文字列,セッションの参照元 / メディア,セッション",
        "Целевая страница,Источник/канал сеанса,Сеансы",
        "Pagina di destinazione + stringa di query,Sorgente / mezzo della sessione,Sessioni",
        "ল্যান্ডিং পৃষ্ঠা,সেশনের উৎস/মাধ্যম,সেশন",
    ],
)
def test_more_languages_of_one_exploration_give_the_same_numbers(written, header: str):
    rows = "/guides/linen,google / organic,300\n/guides/linen,(direct) / (none),60\n"
    english = "Landing page,Session source / medium,Sessions"
    told = [read_analytics(written(f"{head}\n{rows}", "x.csv")) for head in (header, english)]
    assert told[0].summary() == told[1].summary()
