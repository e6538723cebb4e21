"""Offices by rounds, and lines that show where a report came: drawn and in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from imbang.drawing.colours import PALETTES
from imbang.drawing.completeness import STATES, completeness
from imbang.drawing.lines import Line, lines
from imbang.wording import rounds

MONTHS = ["2024-06", "2024-12"]
FIRST, SECOND = "63.01", "63.02"


def told(*cells: tuple[str, str, str, str]) -> pd.DataFrame:
    """Rows of ``rounds``: dataset, office, month, state."""
    columns = ["dataset", "region_code", "month", "state"]
    rows = pd.DataFrame(cells, columns=columns)
    return rows.assign(region_name="Kabupaten " + rows["region_code"], is_expected=True)


ROWS = told(
    ("ppks", FIRST, "2024-06", "reported"),
    ("ppks", SECOND, "2024-06", "late"),
    ("ppks", FIRST, "2024-12", "accepted"),
    ("ppks", SECOND, "2024-12", "carried"),
    ("cases", SECOND, "2024-12", "missing"),
    ("pillars", FIRST, "2024-12", "reported"),
)


def test_of_several_datasets_the_worst_is_told() -> None:
    one = rounds.together(ROWS, ["ppks", "cases", "pillars"])
    states = {(r.region_code, r.month): r.state for r in one.itertuples()}
    assert states == {
        (FIRST, "2024-06"): "reported",
        (FIRST, "2024-12"): "accepted",
        (SECOND, "2024-06"): "late",
        (SECOND, "2024-12"): "missing",
    }
    assert rounds.told(one) == (
        "Putaran Desember 2024: 1 dari 2 kantor sudah melapor; belum: 63.02 (belum masuk)."
    )
    assert rounds.told(one[one["month"] == "2024-06"]) == (
        "Putaran Juni 2024: 2 dari 2 kantor sudah melapor."
    )


def test_rounds_say_of_which_datasets_they_are() -> None:
    """13 of 14 of one dataset and 11 of 13 of another stood under the same words."""
    assert rounds.dataset_names(ROWS, ["cases", "ppks", "budget"]) == (
        "Penanganan Kasus, PMKS (PPKS)"
    )


def test_what_came_is_marked_by_month() -> None:
    assert rounds.came(ROWS, ["ppks"]) == {"2024-06": "all", "2024-12": "some"}
    assert rounds.came(ROWS, ["cases"]) == {"2024-12": "none"}
    # what nobody expected came too
    early = told(("ppks", FIRST, "2024-02", "reported")).assign(is_expected=False)
    assert rounds.came(early, ["ppks"]) == {"2024-02": "all"}
    assert rounds.together(early, ["ppks"]).empty


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_five_states_differ_in_shape(theme: Any) -> None:
    cells = {(0, month): state for month, state in zip("abcde", STATES, strict=True)}
    months = dict(zip("abcde", [f"2024-0{n}" for n in range(1, 6)], strict=True))
    named = {(row, months[month]): state for (row, month), state in cells.items()}
    names = {state: rounds.state_name(state) for state in STATES}
    figure = completeness(["<b>A"], list(months.values()), named, names, theme=theme)
    assert len({trace.marker.symbol for trace in figure.data}) == len(STATES)
    assert [list(trace.x) for trace in figure.data] == [[0], [1], [2], [3], [4]]
    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;A",)
    assert figure.layout.xaxis.side == "top"
    assert not completeness([], [], {}, names).data


def drawn(reports: dict[str, str] | None) -> list[Any]:
    values = {f"2024-{n:02}": 10.0 + n // 6 for n in range(6, 13)}
    line = Line("PSM", values, "#123456", holds=True, reports=reports)
    return list(lines([line]).data)


def test_marks_stand_only_where_a_report_came() -> None:
    [line] = drawn({"2024-06": "all", "2024-12": "some"})
    assert list(line.marker.size) == [7, 0, 0, 0, 0, 0, 7]
    assert line.line.shape == "hv"
    paper = PALETTES["light"].paper
    assert [line.marker.color[0], line.marker.color[-1]] == ["#123456", paper]


def test_what_is_carried_forward_is_another_stretch() -> None:
    line, carried = drawn({"2024-06": "all", "2024-12": "none"})
    assert [v is not None for v in line.y] == [True] + 6 * [False]
    assert [v is not None for v in carried.y] == 7 * [True]
    assert carried.mode == "lines"
    assert carried.line.dash != "solid"
    assert "dilanjutkan" in carried.text[-1]


def test_without_rounds_every_month_has_its_mark() -> None:
    [line] = drawn(None)
    assert line.marker.size == 6
    [bare] = drawn({})
    assert list(bare.marker.size) == 7 * [0]
