"""No recogniser of the intake takes more steps than n log n, whatever a cell says."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from imbang.intake.headings.headings import spellings
from imbang.intake.headings.region_columns import level_in
from imbang.intake.headings.words import Vocabulary
from imbang.intake.layout import titles
from imbang.intake.layout.group_titles import title_of
from imbang.intake.layout.titles import find_offices, find_periods
from imbang.intake.places import bps
from imbang.intake.places.gazetteer import gazetteer
from imbang.intake.places.named import Finder, Named
from imbang.intake.places.names import fixed_parts, said_level
from imbang.intake.places.names import spellings as place_spellings
from imbang.intake.report.problems import Problem, shown
from imbang.intake.report.results import Options
from imbang.intake.subjects.lines import subject_of
from imbang.intake.values import marks, parsing
from imbang.intake.values.amounts import parse_amount, parse_decimal
from imbang.intake.values.choices import parse_choice
from imbang.intake.values.dates import find_date, find_period, parse_date, parse_period
from imbang.intake.values.indicators import indicator_parser
from imbang.intake.values.parsing import Rejected
from imbang.nik import masked
from imbang.reference import regions
from imbang.reference.datasets import Column, load_datasets
from imbang.reference.kind_labels import likely_kinds, meaning_of
from imbang.reference.spelling import plain
from tests.units.intake.hostile_files import LONGEST, texts
from tests.units.intake.steps import Steps, build_tables, counted

LENGTHS = (60, 250, 2_000, LONGEST)
TODAY = date(2025, 3, 31)


def column(type: str) -> Column:
    """A column of that type, of whatever dataset."""
    return next(c for d in load_datasets().values() for c in d.of_type(type))


def rejecting(parse: Callable[..., object], *given: object) -> Callable[[str], object]:
    """The parser as a recogniser: what it refuses is refused in so many steps."""

    def recognise(text: str) -> object:
        try:
            return parse(text, *given)
        except Rejected as reason:
            return reason

    return recognise


def recognisers() -> dict[str, Callable[[str], object]]:
    city = gazetteer("63.71")
    dataset = load_datasets()["ppks"]
    village = Named("x", "village")
    return {
        "period": find_period,
        "date": find_date,
        "a period's cell": rejecting(parse_period),
        "a date's cell": rejecting(
            lambda text: parse_date(text, column("date"), today=TODAY)
        ),
        "count": rejecting(parsing.parse_count, False, column("count")),
        "count in a number cell": rejecting(parsing.parse_count, True, column("count")),
        "amount": rejecting(parse_amount, False, column("amount")),
        "amount in a number cell": rejecting(parse_amount, True, column("amount")),
        "decimal": rejecting(parse_decimal, False, column("decimal")),
        "year": rejecting(
            lambda text: parsing.parse_year(text, column("year"), this_year=2025)
        ),
        "text": rejecting(parsing.parse_text),
        "nik": rejecting(parsing.parse_nik, False),
        "choice": rejecting(parse_choice, column("choice")),
        "indicator": rejecting(indicator_parser(Options()), False),
        "kind": lambda text: meaning_of(text, "ppks_kinds"),
        "likely kinds": lambda text: likely_kinds(text, "ppks_kinds"),
        "heading": lambda text: Vocabulary(dataset, {}).word(text),
        "subject": subject_of,
        "plain": lambda text: (plain(text), spellings(text)),
        "region code": lambda text: regions.load().normalise([text]),
        "bps code": lambda text: (bps.region_above(text), bps.level_below(text)),
        "place": lambda text: (
            place_spellings(text),
            said_level(text),
            level_in(text),
            fixed_parts(text),
            Finder(city, {}).find([Named(text, None), village], "63.71"),
            Finder(city, {}).find([Named(text, "village")], "63.71"),
        ),
        "titles": lambda text: (find_periods([text]), find_offices([text])),
        "total": marks.is_total,
        "footer": lambda text: marks.is_footer([text]),
        "group title": lambda text: marks.is_group_title(title_of([text])),
        "numbering": lambda text: marks.is_numbering([text, "2", "3"]),
        "code": marks.is_code,
        "figure": marks.is_figure,
        "masked": lambda text: (masked(text), shown(text)),
        "message": lambda text: Problem("a", None, 1, None, None, "x", text),
    }


@pytest.fixture(scope="module")
def steps() -> Iterator[Steps]:
    build_tables()
    for work in recognisers().values():  # what is loaded once is no step of a text
        work("Kota Banjarmasin 2024")
    with pytest.MonkeyPatch.context() as patch, counted(patch) as counter:
        yield counter


@pytest.mark.parametrize("name", recognisers())
def test_steps_grow_no_faster_than_n_log_n(name: str, steps: Steps) -> None:
    recognise = recognisers()[name]

    def taken(unit: int, length: int) -> int:
        text = list(texts(length))[unit]
        return steps.of(lambda: recognise(text))

    units = range(len(list(texts(1))))
    short, long = ([taken(unit, n) for unit in units] for n in LENGTHS[:2])
    most = 1.2 * max(long) / (LENGTHS[1] * math.log(LENGTHS[1]))
    # Of those that take most steps, or grow fastest, is seen how they go on.
    by_growth = sorted(units, key=lambda unit: -long[unit] / short[unit])
    by_steps = sorted(units, key=lambda unit: -long[unit])
    for unit in {*by_growth[:6], *by_steps[:3]}:
        for length in LENGTHS[2:]:
            assert taken(unit, length) <= most * length * math.log(length), unit


@pytest.mark.parametrize(
    "unit", ["-", "–", "/", "s.d.", "sd", "sampai dengan ", "2024-"]
)
def test_steps_of_a_period_do_not_double_with_each_sign(
    unit: str, steps: Steps
) -> None:
    counts = (4, 8, 16, 24)
    taken = [steps.of(lambda n=n: find_period(unit * n + "x")) for n in counts]
    assert all(more <= 9 * less for less, more in pairwise(taken))


def test_the_counter_sees_what_grows_too_fast(steps: Steps) -> None:
    """A test that cannot fail proves nothing: a pattern that may be quadratic."""
    few, many = (
        steps.of(lambda n=n: titles._LAW.search("no" * n)) for n in (100, 1000)
    )
    assert many == 100 * few


@pytest.mark.parametrize("digits", ["9" * 5000, "1" * 16, "9" * 30 + ",00", "1e999"])
def test_a_number_of_too_many_digits_is_refused_in_words(digits: str) -> None:
    for parse, type in (
        (parsing.parse_count, "count"),
        (parse_amount, "amount"),
        (parse_decimal, "decimal"),
    ):
        for is_number in (False, True):
            with pytest.raises(Rejected) as told:
                parse(digits, is_number, column(type))
            problem = Problem("a", None, 1, None, digits, "x", str(told.value))
            assert len(problem.message) < 400


def test_numbers_of_fifteen_digits_are_taken() -> None:
    for parse, type in ((parsing.parse_count, "count"), (parse_amount, "amount")):
        free = replace(column(type), maximum=None)
        assert parse("9" * 15, False, free) == Decimal(10**15 - 1)
