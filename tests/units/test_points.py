"""The chart of points, and the words and curves of the page on coverage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from imbang.analysis import verdicts
from imbang.analysis.villages import Villages
from imbang.drawing.points import Axis, Band, Group, Guide, points
from imbang.reference import kinds
from imbang.screens.coverage import charts, words
from imbang.wording import counted_kinds
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
    band = Band("chance", LINE, LINE / 2, LINE)
    assert drawn([group("a", [1], [""])], band=band).data[0].name == "chance"


def test_the_funnel_is_where_the_limits_are() -> None:
    """A region is outside the curve just where it is outside the limits."""
    told = verdicts.judge(regions([4, 40, 12, 29, 30, 11], [2000] * 6, own=False))
    curve = verdicts.funnel(told.iloc[0].to_dict(), np.array([2000.0]))
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
    curve = {k: v / ppks for k, v in verdicts.funnel(row, ppks).items()}
    assert (np.diff(curve["limit_high_998"]) < 0).all()
    assert (np.diff(curve["limit_low_95"]) > 0).all()


def named(told: pd.DataFrame) -> pd.DataFrame:
    names = [
        f"Kabupaten {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(told)]
    ]
    norm = told["norm_numerator"] / told["norm_denominator"]
    return told.assign(region_name=names, level="regency", norm=norm)


def test_verdicts_in_words() -> None:
    told = named(verdicts.judge(regions([4, 40, *[20] * 18], [2000] * 20, own=False)))
    assert words.told_verdicts(told) == (
        "Nyata kekurangan PSM: Kabupaten A; nyata berlebih: Kabupaten B"
    )
    assert words.told_spread(told) == []
    sentence = words.told_region(told.iloc[0].to_dict())
    assert sentence.startswith(
        "Kabupaten A punya 4 PSM aktif; 20 diharapkan, dan 12 sampai 29"
    )
    small = named(verdicts.judge(regions([1, 1], [100, 100], own=False)))
    assert "kurang dari lima" in words.told_verdicts(small)
    assert words.told_region(small.iloc[0].to_dict()) == (
        "Kabupaten A belum dapat diputuskan: hanya 1,0 PSM yang diharapkan."
    )


def test_a_general_spread_is_not_called_chance() -> None:
    psm = [5, 60, 8, 55, 10, 50, 12, 45, 6, 58]
    told = named(verdicts.judge(regions(psm, [3000] * 10)))
    assert set(told["verdict"]) == {"adequate"}
    assert words.told_verdicts(told) == (
        "10 dari 10 wilayah lebih jauh dari acuan daripada kebetulan, tetapi tidak satu"
        " pun menonjol dari yang lain"
    )
    [spread] = words.told_spread(told)
    assert "10 dari 10 berada di luar batas 95 %" in spread
    figure = charts.funnel(told, "63.01", "light")
    assert figure.data[0].name == "kebetulan saja, 95 %"


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
