"""A norm is the same exact ratio in a link, a setting, a question and a text field."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imbang.app.state.view import View, read_view
from imbang.briefs.scope import Scope
from imbang.questions.catalogue import bind, questions
from imbang.reference.ratios import parse_ratio, read_norm, write_ratio
from imbang.refusals import Misuse
from imbang.settings import readers
from imbang.wording.coverage import norms

SCOPE = Scope(("63",), "2023-02", "2024-12")
USUAL = View("63", "2024-12", "2023-12")
ASKED = {"region": "63", "level": "village", "as_of": "2024-12"}
MOST = 10**9
NORMS = st.fractions(min_value=1, max_value=100_000, max_denominator=MOST)
DECIMALS = st.decimals("-1", "100001", allow_nan=False, places=4)
TEXTS = st.one_of(
    NORMS.map(str),
    DECIMALS.map(str),
    st.text("0123456789./,-+e _", max_size=12),
    st.sampled_from(["nan", "inf", "1/0", "0.99", "1e5", "1e99", "100000.1"]),
)


def in_question(text: str) -> Fraction:
    values = bind(questions()["coverage"], ASKED | {"norm": text})
    return Fraction(values["norm_numerator"], values["norm_denominator"])


@settings(max_examples=200, derandomize=True, deadline=None)
@given(NORMS)
@example(Fraction("1234.567"))
@example(Fraction(144808, 892))
@example(1 + Fraction(1, 2**29))
def test_a_norm_comes_back_from_its_link(norm: Fraction) -> None:
    view = replace(USUAL, norm=norm)
    assert read_view(view.to_query(), SCOPE) == (view, [])


@settings(max_examples=300, derandomize=True, deadline=None)
@given(TEXTS)
@example("1234.567")
@example("144808/892")
@example("0.5")
@example("100001")
@example("")
def test_link_setting_and_question_take_and_refuse_the_same(text: str) -> None:
    view, notices = read_view({"norm": text}, SCOPE)
    if view.norm is None:
        assert len(notices) == 1
        for read in (readers.read_norm, in_question):
            with pytest.raises(Misuse):
                read(text)
        return
    assert notices == []
    assert read_view(view.to_query(), SCOPE) == (view, [])
    assert read_norm(readers.read_norm(text)) == in_question(text) == view.norm


@settings(max_examples=100, derandomize=True, deadline=None)
@given(NORMS, st.sampled_from(["id", "en"]))
@example(Fraction("1234.567"), "id")
def test_a_text_field_gives_back_the_norm_it_shows(norm: Fraction, lang: str) -> None:
    assert norms.typed(norms.shown(norm, lang), lang) == norm


@pytest.mark.parametrize(
    ("written", "lang", "norm"),
    [
        ("1.162,5", "id", "1162.5"),
        ("1,162.5", "en", "1162.5"),
        (" 144808/892 ", "id", "144808/892"),
    ],
)
def test_people_type_norms_as_they_write_numbers(
    written: str, lang: str, norm: str
) -> None:
    assert norms.typed(written, lang) == parse_ratio(norm)


def test_a_decimal_where_it_ends_else_a_fraction() -> None:
    told = [
        write_ratio(parse_ratio(text)) for text in ("150", "324.70/2", "144808/892")
    ]
    assert told == ["150", "162.35", "36202/223"]


def test_an_own_ratio_that_nobody_could_choose_can_be_asked_for() -> None:
    values = bind(questions()["coverage"], ASKED | {"norm": Fraction(1, 3)})
    assert (values["norm_numerator"], values["norm_denominator"]) == (1, 3)
    with pytest.raises(Misuse):
        in_question("1/3")
