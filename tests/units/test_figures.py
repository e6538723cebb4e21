"""The coverage map as a figure: what is drawn, in which step, and how much is sent."""

from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from imbang.analysis.coverage_steps import classify_uncovered
from imbang.drawing.colours import PALETTES
from imbang.geometry.layers import LayerSet
from imbang.geometry.schematic import write_hexagons
from imbang.reference import regions
from imbang.texts import use_language
from imbang.wording.coverage.coverage_legend import by_service, legend
from imbang.wording.coverage.coverage_map import coverage_map, not_drawn


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> LayerSet:
    names = regions.load().names
    frame = pd.DataFrame({"code": list(names), "name": list(names.values())})
    return write_hexagons(tmp_path_factory.mktemp("geometry"), frame, "63")


def coverage(
    codes: list[str], ppks: list, psm: list, norm: Fraction = Fraction(162)
) -> pd.DataFrame:
    """An answer of ``coverage`` with states and uncovered persons by the definition."""
    rows = []
    for code, need, help_ in zip(codes, ppks, psm, strict=True):
        uncovered: Fraction | None = None
        if need == 0:
            state, uncovered = "not_needed", Fraction(0)
        elif need is None or help_ is None:
            state = "unknown"
        elif help_ == 0:
            state, uncovered = "no_psm", Fraction(need)
        else:
            uncovered = max(Fraction(0), need - norm * help_)
            state = "short" if uncovered else "proportionate"
        shortage = None
        if uncovered is not None:
            shortage = 0 if not uncovered else -int(-need / norm // 1) - help_
        rows.append((code, need, help_, state, uncovered, shortage))
    columns = [
        "region_code",
        "ppks_persons",
        "psm_active",
        "state",
        "uncovered_persons",
        "shortage",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    numbers = ["ppks_persons", "psm_active", "uncovered_persons", "shortage"]
    return frame.astype(dict.fromkeys(numbers, "float64")).assign(
        norm=float(norm),
        is_uncovered_at_least=False,
        uncovered_norm_numerator=norm.numerator,
        uncovered_norm_denominator=norm.denominator,
    )


def many(level: str = "village", within: str = "63") -> pd.DataFrame:
    codes = list(regions.load().below(within, level))  # type: ignore[arg-type]
    random = np.random.default_rng(1)
    ppks = random.integers(0, 400, len(codes)).tolist()
    psm = (
        random.integers(0, 3, len(codes)) * (random.random(len(codes)) < 0.5)
    ).tolist()
    psm[::50] = [None] * len(psm[::50])
    ppks[::70] = [None] * len(ppks[::70])
    return coverage(codes, ppks, psm)


def steps(values: pd.DataFrame, level: str) -> list[int]:
    return classify_uncovered(values, level).tolist()


def test_steps_of_a_village_at_their_limits() -> None:
    # norm 162: nothing, up to 81, up to 162, more
    ppks = [0, 162, 163, 243, 244, 324, 325, 81, 82, 162, 163, None, 5]
    psm = [0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, None]
    values = coverage([str(i) for i in range(13)], ppks, psm)
    assert steps(values, "village") == [0, 0, 1, 1, 2, 2, 3, 1, 2, 2, 3, -1, -1]


def test_steps_are_exact_where_the_norm_is_a_fraction() -> None:
    # Half of 100/3 is 16.67; floats of 50/3 and of 100 - 50 - 100/3 differ in the last bit.
    norm = Fraction(100, 3)
    values = coverage(["a", "b", "c", "d"], [50, 51, 16, 17], [1, 1, 0, 0], norm)
    assert values["uncovered_persons"].iloc[0] == pytest.approx(50 / 3)
    assert steps(values, "village") == [1, 2, 1, 2]


def test_the_legend_names_no_norm_where_provinces_have_their_own() -> None:
    one, other = (
        coverage(["63"], [100], [0]),
        coverage(["62"], [100], [0], Fraction(99)),
    )
    assert [entry.label for entry in legend(one, "village")][1] == "sampai 81 orang"
    both = pd.concat([one, other], ignore_index=True)
    assert steps(both, "village") == [2, 3]
    labels = [entry.label for entry in legend(both, "village")][1:4]
    assert labels == [
        "sampai setengah acuannya",
        "sampai acuannya",
        "lebih dari acuannya",
    ]


def test_without_a_norm_only_no_need_is_known() -> None:
    values = coverage(["a", "b"], [0, 100], [0, 0]).assign(
        norm=np.nan, uncovered_norm_numerator=np.nan, uncovered_norm_denominator=np.nan
    )
    assert steps(values, "village") == [0, -1]


def test_steps_above_the_village_are_shares_with_exact_limits() -> None:
    values = coverage(list("abcdefg"), [400] * 6 + [None], [1] * 7)
    values["uncovered_persons"] = [0, 1, 100, 100.5, 200, 200.5, np.nan]
    values["uncovered_norm_numerator"], values["uncovered_norm_denominator"] = 325, 2
    assert steps(values, "district") == [0, 1, 1, 2, 2, 3, -1]


def test_shares_are_exact_though_sums_of_floats_are_not() -> None:
    values = coverage(["a"], [4], [1], Fraction(1, 3))
    values["uncovered_persons"] = sum([1 / 3, 1 / 3, 1 / 3]) + 1e-12
    assert steps(values, "regency") == [1]


def test_legend_counts_every_region_once() -> None:
    values = coverage(list("abcdef"), [0, 81, 82, 400, None, 5], [0, 0, 0, 0, 1, 1])
    entries = {e.key: e for e in legend(values, "village")}
    counts = {key: e.count for key, e in entries.items()}
    assert counts == {"none": 2, "low": 1, "middle": 1, "high": 1, "unknown": 1}
    assert entries["low"].label == "sampai 81 orang"
    assert [e.label for e in legend(values, "regency")][1] == "sampai 25 %"


def test_the_legend_of_villages_counts_no_psm_as_headlines_do() -> None:
    values = coverage(
        list("abcdefghi"),
        [0, 81, 82, 400, None, 5, 400, None, 9],
        [0, 0, 0, 0, 1, 1, 1, 0, None],
    )
    first, second = (
        {e.key: e.count for e in entries} for entries in by_service(values)
    )
    # a to d and h have none, of them a has no PMKS and h may have some
    assert first == {"no_psm": 5, "short": 1, "none": 1, "unknown": 2}
    assert second == {"low": 1, "middle": 1, "high": 2, "idle": 2}
    assert sum(first.values()) == len(values)
    assert sum(second.values()) == first["no_psm"] + first["short"]


def test_villages_without_psm_or_known_pmks_have_a_warm_edge(layers: LayerSet) -> None:
    codes = list(layers.layers["village"].codes[:4])
    values = coverage(codes, [0, None, None, 0], [0, 0, 1, 1])
    figure = coverage_map(layers, values, level="village", focus="63")
    warm = PALETTES["light"].steps[1]
    edged = [t for t in drawn(figure) if t.marker.line.color == warm]
    ids = sorted(int(i) for trace in edged for i in trace.locations)
    assert [layers.layers["village"].codes[i] for i in ids] == codes[:2]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_more_is_further_from_the_page_in_grey_too(theme: str) -> None:
    palette = PALETTES[theme]  # type: ignore[index]
    paper = luminance(palette.paper)

    def contrast(one: float, other: float) -> float:
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    from_paper = [contrast(paper, luminance(c)) for c in palette.steps]
    assert from_paper == sorted(from_paper)
    neighbours = zip(palette.steps, palette.steps[1:], strict=False)
    assert all(contrast(luminance(a), luminance(b)) >= 1.1 for a, b in neighbours)
    for letters, fill in zip(palette.written, palette.steps, strict=True):
        assert contrast(luminance(letters), luminance(fill)) >= 4.5


def drawn(figure: object) -> list:
    """The traces whose areas answer the pointer."""
    return [t for t in figure.data if t.type == "choropleth" and t.hovertemplate]  # type: ignore[attr-defined]


def test_a_province_of_villages_is_small_and_complete(layers: LayerSet) -> None:
    values = many()
    figure = coverage_map(layers, values, level="village", focus="63")
    assert len(figure.to_json()) < 45 * 1024
    ids = np.concatenate([t.locations for t in drawn(figure)])
    assert sorted(ids) == list(range(2016))
    addresses = {t.geojson for t in figure.data if t.type == "choropleth"}
    assert addresses <= {layer.address for layer in layers.layers.values()}


def test_colours_and_numbers_go_to_the_right_villages(layers: LayerSet) -> None:
    values = many().sample(frac=1, random_state=2)
    figure = coverage_map(layers, values, level="village", focus="63")
    known = drawn(figure)[0]
    codes = [layers.layers["village"].codes[i] for i in known.locations]
    rows = values.set_index("region_code").loc[codes].reset_index()
    assert known.z.tolist() == steps(rows, "village")
    assert known.customdata[:, 0].tolist() == rows["ppks_persons"].tolist()
    assert known.customdata[:, 1].tolist() == rows["psm_active"].tolist()
    assert not rows["state"].eq("unknown").any()


def test_unknown_is_told_as_what_was_not_reported(layers: LayerSet) -> None:
    codes = list(regions.load().children("63.72.02"))[:4]
    values = coverage(codes, [None, 5, None, 7], [1, None, None, 1])
    figure = coverage_map(layers, values, level="village", focus="63.72.02")
    told = {
        layers.layers["village"].codes[t.locations[0]]: t.hovertemplate
        for t in drawn(figure)
    }
    assert (
        "PMKS: belum dilaporkan" in told[codes[0]] and "PSM aktif: %" in told[codes[0]]
    )
    assert (
        "PSM aktif: belum dilaporkan" in told[codes[1]] and "PMKS: %" in told[codes[1]]
    )
    assert told[codes[2]].count("belum dilaporkan") == 2
    assert "belum" not in told[codes[3]]
    assert all("Di luar jangkauan" not in told[c] for c in codes[:3])


def test_nobody_in_need_does_not_make_psm_known(layers: LayerSet) -> None:
    codes = list(regions.load().children("63.72.02"))[:3]
    values = coverage(codes, [0, 0, 0], [None, 0, 3])
    figure = coverage_map(layers, values, level="village", focus="63.72.02")
    told = {
        layers.layers["village"].codes[place]: trace.hovertemplate
        for trace in drawn(figure)
        for place in trace.locations
    }
    unknown = ["PSM aktif: belum dilaporkan" in told[code] for code in codes]
    assert unknown == [True, False, False]
    assert "Kekurangan PSM" in told[codes[0]]


def test_cores_mark_villages_that_have_a_psm_and_are_short(layers: LayerSet) -> None:
    values = many()
    figure = coverage_map(layers, values, level="village", focus="63")
    cores = next(
        t for t in figure.data if t.geojson == layers.layers["village_dot"].address
    )
    marked = {layers.layers["village"].codes[i] for i in cores.locations}
    assert marked == set(values.loc[values["state"] == "short", "region_code"])
    assert cores.hoverinfo == "skip"
    assert not crossed(figure)


def crossed(figure: Any) -> set[str]:
    """The codes of the regions with a cross."""
    marks = [t for t in figure.data if t.type == "scattergeo" and "✕" in (t.text or ())]
    return {code for trace in marks for [code] in trace.customdata}


@pytest.mark.parametrize(
    ("level", "focus"), [("village", "63.72.02"), ("district", "63"), ("regency", "63")]
)
def test_crosses_mark_regions_without_psm(
    layers: LayerSet, level: str, focus: str
) -> None:
    codes = [c for c in layers.layers[level].codes if c.startswith(focus)]
    values = coverage(
        codes, [9] * len(codes), [0, 1] * (len(codes) // 2) + [0] * (len(codes) % 2)
    )
    figure = coverage_map(layers, values, level=level, focus=focus)
    assert crossed(figure) == set(
        values.loc[values["state"] == "no_psm", "region_code"]
    )


@pytest.mark.parametrize(
    ("level", "focus"),
    [
        ("regency", "63"),
        ("district", "63"),
        ("district", "63.72"),
        ("village", "63.72"),
        ("village", "63.72.02"),
        ("village", "63.72.02.1005"),
    ],
)
def test_every_view_is_within_what_is_shown(
    layers: LayerSet, level: str, focus: str
) -> None:
    figure = coverage_map(layers, many(level, focus[:8]), level=level, focus=focus)
    (west, east), (south, north) = (
        figure.layout.geo.lonaxis.range,
        figure.layout.geo.lataxis.range,
    )
    area = layers.layers[level]
    inside = area.within(focus[:8])
    for i in inside:
        box = area.bounds[i]
        assert west <= box[0] and box[2] <= east and south <= box[1] and box[3] <= north
    names = [t for t in figure.data if t.type == "scattergeo" and t.mode == "text"]
    assert names and all(west <= x <= east for t in names for x in t.lon)


def test_a_village_in_focus_is_outlined_in_its_district(layers: LayerSet) -> None:
    code = regions.load().children("63.72.02")[0]
    values = many("village", "63.72.02")
    figure = coverage_map(layers, values, level="village", focus=code)
    outlined = [
        t for t in figure.data if t.type == "choropleth" and t.marker.line.width == 2.5
    ]
    assert [layers.layers["village"].codes[t.locations[0]] for t in outlined] == [code]


def test_regions_without_a_shape_are_told(layers: LayerSet) -> None:
    values = coverage(["63.71.01.1001", "99.99.99.9999"], [1, 1], [1, 1])
    assert not_drawn(layers, values, "village") == ["99.99.99.9999"]
    figure = coverage_map(layers, values, level="village", focus="63.71")
    assert sum(len(t.locations) for t in drawn(figure)) == 1


def test_numbers_follow_the_language(layers: LayerSet) -> None:
    values = many()
    try:
        assert (
            coverage_map(layers, values, level="village", focus="63").layout.separators
            == ",."
        )
        use_language("en")
        english = coverage_map(layers, values, level="village", focus="63")
        assert english.layout.separators == ".,"
        assert "Active PSM" in drawn(english)[0].hovertemplate
    finally:
        use_language("id")


def test_nothing_is_asked_of_the_internet(layers: LayerSet) -> None:
    text = coverage_map(layers, many(), level="village", focus="63").to_json()
    assert "http" not in text
