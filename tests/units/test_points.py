"""The chart of points, and the words and curves of the page on coverage."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from imbang.analysis import funnel, verdicts
from imbang.analysis.judgement import JUDGEMENTS
from imbang.analysis.villages import Villages
from imbang.drawing.colours import PALETTES
from imbang.drawing.points import Axis, Group, Guide, points
from imbang.reference import kinds
from imbang.screens.coverage import charts, words
from imbang.wording import counted_kinds
from imbang.wording.coverage import chance as coverage_chance
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS, judgement_name
from tests.units.test_verdicts import regions

LINE = np.array([0.0, 10.0])


def group(name: str, across: list[float], written: list[str]) -> Group:
    codes = [f"{name}{i}" for i in range(len(across))]
    up = np.full(len(across), 5.0)
    return Group(name, np.array(across), up, codes, codes, written, "#123456", "circle")


def drawn(groups: list[Group], **given: Any) -> Any:
    return points(
        groups,
        [Guide("norm", LINE, LINE, is_strong=True)],
        across=Axis("x", 10),
        upwards=Axis("y", 10),
        **given,
    )


def test_a_click_tells_the_code_and_names_do_not_cover_each_other() -> None:
    figure = drawn([group("a", [5, 5.01, 9], ["first", "second", "third"])])
    [cloud] = [trace for trace in figure.data if trace.customdata is not None]
    assert list(cloud.customdata) == ["a0", "a1", "a2"]
    assert list(cloud.text) == ["first", "", "third"]
    assert [note.text for note in figure.layout.annotations] == ["norm"]
    assert not figure.layout.showlegend


def test_a_chosen_name_is_always_written() -> None:
    figure = drawn([group("a", [5, 5.01], ["first", "<b>second</b>"])])
    [cloud] = [trace for trace in figure.data if trace.customdata is not None]
    assert list(cloud.text) == ["first", "<b>second</b>"]


def test_several_groups_have_a_legend_and_none_an_empty_figure() -> None:
    figure = drawn([group("a", [1], [""]), group("b", [2], [""]), group("c", [], [])])
    assert figure.layout.showlegend
    assert [t.name for t in figure.data if t.customdata is not None] == ["a", "b"]
    assert not drawn([group("a", [], [])]).data


def test_the_funnel_is_where_the_limits_are() -> None:
    """A region is outside the curve just where it is outside the limits."""
    told = verdicts.judge(regions([4, 40, 12, 29, 30, 11], [2000] * 6, own=False))
    curve = funnel.curve(told.iloc[0].to_dict(), np.array([2000.0]))
    for low, high in (
        ("limit_low_95", "limit_high_95"),
        ("limit_low_998", "limit_high_998"),
    ):
        whole = told["psm_active"].between(told[low], told[high])
        smooth = told["psm_active"].between(curve[low][0], curve[high][0])
        assert whole.tolist() == smooth.tolist()
        assert curve[low][0] <= told[low].iloc[0]
        assert curve[high][0] >= told[high].iloc[0]


def test_the_funnel_narrows() -> None:
    row = verdicts.judge(regions([20, 21], [2000, 2000], own=False)).iloc[0].to_dict()
    ppks = np.linspace(600, 50_000, 40)
    curve = {k: v / ppks for k, v in funnel.curve(row, ppks).items()}
    assert (np.diff(curve["limit_high_998"]) < 0).all()
    assert (np.diff(curve["limit_low_95"]) > 0).all()


def named(told: pd.DataFrame) -> pd.DataFrame:
    names = [
        f"Kabupaten {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(told)]
    ]
    norm = told["norm_numerator"] / told["norm_denominator"]
    return told.assign(region_name=names, level="regency", norm=norm)


def test_verdicts_in_words() -> None:
    psm = [4, 40, 9, *[20] * 18]
    told = named(verdicts.judge(regions(psm, [2000] * 21, own=False)))
    assert coverage_chance.told_verdicts(told) == (
        "Jelas kurang PSM: Kabupaten A; kemungkinan kurang: Kabupaten C"
    )
    spread, standing_out = words.told_spread(told)
    assert coverage_chance.told_chance(told) == (
        "3 dari 21 wilayah yang dapat dinilai di luar batas 95 %;"
        " karena kebetulan saja sekitar 1."
    )
    assert spread == "Di luar kebetulan, kabupaten/kota hampir tidak berbeda."
    assert standing_out.endswith("yang menonjol: Kabupaten A, Kabupaten B.")
    sentence = words.told_region(told.iloc[0].to_dict())
    assert sentence == (
        "Kabupaten A punya 4 PSM aktif; 20 diharapkan, dan karena kebetulan saja bisa 12"
        " sampai 29: jelas kurang. Wilayah ini menonjol bahkan di antara wilayah"
        " setingkatnya."
    )
    small = named(verdicts.judge(regions([1, 1], [100, 100], own=False)))
    assert "kurang dari lima" in coverage_chance.told_verdicts(small)
    assert words.told_region(small.iloc[0].to_dict()) == (
        "Kabupaten A belum dapat diputuskan: hanya 1,0 PSM yang diharapkan."
    )


def test_a_general_spread_is_told_and_hides_nobody() -> None:
    psm = [5, 60, 8, 55, 10, 50, 12, 45, 6, 58]
    told = named(verdicts.judge(regions(psm, [3000] * 10)))
    assert set(told["verdict"]) == {"short", "ample"}
    assert coverage_chance.told_verdicts(told).startswith(
        "Jelas kurang PSM: Kabupaten A"
    )
    [spread] = words.told_spread(told)
    chance = coverage_chance.told_chance(told)
    assert chance.startswith("10 dari 10 wilayah")
    assert chance.endswith("karena kebetulan saja kurang dari satu.")
    share = re.search(r"± (\d+)", spread)
    assert share is not None
    assert int(share[1]) == round(100 * told["spread"].iloc[0]) > 50


def test_the_funnel_colours_by_judgement_within_limits_of_chance_alone() -> None:
    psm = [4, 40, 9, 31, *[20] * 6]
    told = named(verdicts.judge(regions(psm, [2000] * 10, own=False)))
    figure = charts.funnel(told, "63.01", "light")
    clouds = [trace for trace in figure.data if trace.customdata is not None]
    looks = {t.name: (list(t.customdata), t.marker.color) for t in clouds}
    colours = PALETTES["light"].judged
    assert looks == {
        "Jelas kurang": (["63.01"], colours[0]),
        "Kemungkinan kurang": (["63.03"], colours[1]),
        "Belum dapat dibedakan": ([f"63.{i:02}" for i in range(5, 11)], colours[2]),
        "Cukup": (["63.04"], colours[3]),
        "Lebih dari cukup": (["63.02"], colours[4]),
    }
    # the norm and four lines, the ring of what is selected, and nothing behind them
    assert len(figure.data) == len(clouds) + 6


def test_each_judgement_has_a_name_and_a_mark_of_its_own() -> None:
    names = [judgement_name(one) for one in JUDGEMENTS]
    assert len({*names}) == len({*JUDGEMENT_MARKS.values()}) == len(JUDGEMENTS)
    assert list(JUDGEMENT_MARKS) == list(JUDGEMENTS)


def test_the_curve_in_words() -> None:
    def places(ppks: list[int], psm: list[int]) -> Villages:
        n = len(ppks)
        return Villages(
            tuple(map(str, range(n))),
            np.array(ppks),
            np.array(psm),
            np.zeros(n, dtype=np.int64),
            np.ones(n, dtype=bool),
        )

    assert words.told_curve(places([60, 40], [0, 4])).startswith(
        "60\N{NO-BREAK SPACE}% PMKS"
    )
    # half of PMKS: 40 with 1 of 5 PSM, and a sixth of the other 60 with 4
    told = words.told_curve(places([40, 60], [1, 4]))
    assert told.endswith(f"{round(100 * (0.2 + 0.8 / 6))}\N{NO-BREAK SPACE}% dari PSM")
    assert words.without_share(places([0], [0])) != 0


@pytest.mark.parametrize("key", counted_kinds.kinds_names())
def test_every_choice_of_kinds_is_one_that_questions_know(key: str) -> None:
    asked = counted_kinds.kinds_asked(key)
    if asked is not None:
        assert set(kinds.ppks_kinds_in(asked)) <= set(kinds.ppks_kinds())
        assert kinds.ppks_kinds_in(asked)
