"""Day and month are told apart by evidence, or the user is asked; never by a silent guess."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.intake.date_order import date_days
from sim.intake.stamps import StampReader
from sim.intake.whatsapp import read_whatsapp

_EPOCH = date(1970, 1, 1)


def dated(stamps: list[str], asked: str | None = None):
    reader = StampReader()
    days = [stamp.day for stamp in map(reader.read, stamps) if stamp]
    distinct = list(dict.fromkeys(days))
    return date_days(distinct, [distinct.index(day) for day in days], asked, "the file")


def test_a_year_in_front_decides():
    assert dated(["2024-03-04, 10:00"]).order == "ymd"


def test_a_number_above_twelve_decides():
    assert dated(["03/04/24, 10:00", "13/04/24, 10:00"]).order == "dmy"
    assert dated(["03/04/24, 10:00", "04/13/24, 10:00"]).order == "mdy"


def test_the_only_order_that_runs_forward_decides():
    told = dated(["05/03/24, 10:00", "06/03/24, 10:00", "02/04/24, 10:00"])
    assert (told.order, told.evidence) == ("dmy", "only so the dates run forward")


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_what_cannot_be_decided_is_asked(order: str):
    stamps = ["03/04/24, 10:00", "04/04/24, 10:00", "05/04/24, 10:00"]
    with pytest.raises(AddaError, match="--date-order dmy or --date-order mdy"):
        dated(stamps)
    assert dated(stamps, order).evidence == "as asked"


def test_a_day_that_reads_alike_both_ways_needs_no_question():
    assert dated(["05/05/24, 10:00"]).days == [(date(2024, 5, 5) - _EPOCH).days]


def test_an_impossible_wish_is_refused():
    with pytest.raises(AddaError, match="cannot be month first"):
        dated(["31/12/23, 10:00"], "mdy")


def test_an_unknown_order_names_the_known_ones(written):
    with pytest.raises(AddaError, match="dmy, mdy, ymd"):
        read_whatsapp(written("13/01/24, 10:00 - Ada: x\n"), "dym")


def test_dates_in_two_orders_are_refused():
    stamps = [f"{day}/1/24, 10:00" for day in range(13, 28)]
    with pytest.raises(AddaError, match="not all written in one order"):
        dated(stamps + [f"1/{day}/24, 10:00" for day in range(13, 28)])


def test_one_impossible_date_is_skipped_and_counted(written):
    text = "13/01/24, 10:00 - Ada: x\n99/99/24, 10:00 - y\n14/01/24, 10:00 - Ada: z\n"
    chat = read_whatsapp(written(text))
    assert chat.messages == 2
    assert chat.reading.skipped == {"an impossible date": 1}


@given(
    start=st.dates(date(2015, 1, 1), date(2025, 1, 1)),
    steps=st.lists(st.integers(0, 40), min_size=1, max_size=60),
    order=st.sampled_from(["dmy", "mdy"]),
)
def test_a_decided_order_is_always_the_true_one(start: date, steps: list[int], order: str):
    days = [start]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    form = (
        "{0.day}/{0.month}/{0:%y}, 10:00" if order == "dmy" else "{0.month}/{0.day}/{0:%y}, 10:00"
    )
    stamps = [form.format(day) for day in days]
    try:
        told = dated(stamps)
    except AddaError:
        assert all(day.day <= 12 for day in days), "a day above 12 decides"
        return
    assert told.days == [(day - _EPOCH).days for day in dict.fromkeys(days)]
