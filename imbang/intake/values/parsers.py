"""Which function reads the cells of a column, by the column's type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from imbang.intake.report.results import Options
from imbang.intake.values import choices, parsing
from imbang.intake.values.amounts import parse_amount, parse_decimal
from imbang.intake.values.dates import find_date, parse_date, parse_period
from imbang.intake.values.indicators import indicator_parser
from imbang.intake.values.kind_labels import kind_parser
from imbang.periods import Period, month_index
from imbang.reference.datasets import Column
from imbang.reference.likeness import for_the_first
from imbang.reference.spelling import spelled
from imbang.texts import _

Parser = Callable[[str, bool], object]


# The column of NIK itself; text, whose parser looks; amounts, which have fewer digits;
# kinds, whose labels an officer explains and nobody keeps.
_UNGUARDED = frozenset({"identity", "text", "amount", "pillar_kind", "ppks_kind"})


def parser_for(column: Column, options: Options, today: date) -> Parser:
    """The parser of a column: cell text and whether a number in, value out or Rejected.

    A NIK is rejected in every column but its own, before anything is asked about it.
    """
    parse = _parser_for(column, options, today)
    return parse if column.type in _UNGUARDED else partial(_guarded, parse)


def _guarded(parse: Parser, text: str, is_number: bool) -> object:
    parsing.refuse_nik(text)
    return parse(text, is_number)


def _parser_for(column: Column, options: Options, today: date) -> Parser:
    match column.type:
        case "count":
            return partial(parsing.parse_count, column=column)
        case "amount":
            return partial(parse_amount, column=column)
        case "decimal":
            return partial(parse_decimal, column=column)
        case "indicator":
            return indicator_parser(options)
        case "identity":
            return parsing.parse_nik
        case "pillar_kind" | "ppks_kind":
            return kind_parser(column, options)
        case "date":
            return lambda text, _n: parse_date(text, column, today=today)
        case "period":
            return lambda text, _n: _parse_period(text, today)
        case "year":
            return lambda text, _n: parsing.parse_year(
                _year_in(text), column, this_year=today.year
            )
        case "choice":
            parse = partial(choices.parse_choice, column=column, likely=_likely(column))
            return _with_said(parse, options)
        case "certificate":
            parse = partial(_parse_certificate, column=column, likely=_likely(column))
            return _with_said(parse, options)
        case _:
            return lambda text, _n: parsing.parse_text(text)


def _year_in(text: str) -> str:
    """The year of a date, of which no more is kept; any other text as it stands."""
    day = find_date(text)
    return str(day.year) if day else text


def _likely(column: Column) -> choices.Likely:
    """The choices that one of the first unknown texts of a column may mean."""
    return for_the_first(partial(choices.likely_choices, column=column))


def _with_said(parse: Callable[[str], str | None], options: Options) -> Parser:
    """Read what the officer says a text means, in place of the text."""
    said = options.meanings
    return lambda text, _n: parse(said.get(spelled(text), text))


def _parse_period(text: str, today: date) -> Period | None:
    if parsing.is_blank_word(text):
        return None
    period = parse_period(text)
    if period.first > month_index(today.year, today.month):
        raise parsing.Rejected(
            "period_in_future",
            _(
                "“{text}” has not begun yet; expected a past or present period.",
                text=text,
            ),
        )
    return period


def _parse_certificate(text: str, column: Column, likely: choices.Likely) -> str | None:
    """``yes``, ``no`` or the certificate's date as ISO text; its number means yes."""
    if choice := choices.find_choice(text, column):
        return choice.key
    if parsing.is_blank_word(text):
        return None
    if day := find_date(text):
        return day.isoformat()
    if any(sign.isdigit() for sign in text) and parsing.parse_text(text):
        return "yes"
    return choices.parse_choice(text, column, likely)
