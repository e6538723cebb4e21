"""Generated: a clean table, written as a messy sheet, is read back clean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbang import regions
from imbang.intake.checking import Options, check_files
from imbang.intake.kinds import load_kinds

CODES = sorted(
    c for c in regions.load().names if c.startswith("63.71.") and len(c) == 13
)
KINDS = [kind for kind in load_kinds("ppks_kinds").values() if kind.unit == "person"]
HEADINGS = {
    "code": ["Kode Wilayah", "KODE WILAYAH ", "kode_wilayah", "Kode Desa/Kelurahan"],
    "name": ["Nama Wilayah", "Kelurahan", "DESA/KELURAHAN"],
    "kind": ["Jenis PMKS", "JENIS PPKS", "Jenis Masalah"],
    "period": ["Periode", "Tahun", "BULAN"],
    "count": ["Jumlah", "JUMLAH (ORANG)", "Jml", "Jumlah Jiwa"],
}
Entry = tuple[str, int, int | None]


@st.composite
def tables(draw) -> dict[tuple[str, str], int | None]:
    """Counts by region and kind; None where not reported."""
    keys = st.tuples(st.sampled_from(CODES), st.sampled_from([k.key for k in KINDS]))
    values = st.none() | st.integers(0, 2_000_000)
    return draw(st.dictionaries(keys, values, min_size=1, max_size=12))


def written_count(draw, count: int | None) -> object:
    if count is None:
        return draw(st.sampled_from(["...", "…", "n/a", None]))
    forms: list[object] = [
        count,
        str(count),
        f"{count:,}".replace(",", "."),
        float(count),
    ]
    return draw(st.sampled_from([*forms, "-"] if count == 0 else forms))


def written_kind(draw, key: str) -> str:
    kind = load_kinds("ppks_kinds")[key]
    label = draw(st.sampled_from([kind.label_id, *kind.synonyms]))
    return draw(
        st.sampled_from([label, label.upper(), f"{label} ", f"3. {label.lower()}"])
    )


@st.composite
def sheets(draw):
    """A table, and rows of a sheet that say the same in a messy way."""
    table = draw(tables())
    order = draw(st.permutations(["code", "name", "kind", "period", "count"]))
    heads = [draw(st.sampled_from(HEADINGS[part])) for part in order]
    rows: list[list[object]] = [
        [draw(st.sampled_from(["DATA PMKS", "Dinas Sosial Kota Banjarmasin", None]))]
        for _ in range(draw(st.integers(0, 3)))
    ]
    rows.append(["No", *heads])
    if draw(st.booleans()):
        rows.append([f"({n})" for n in range(1, 7)])
    at: dict[int, tuple[str, str]] = {}
    for number, ((code, kind), count) in enumerate(table.items(), start=1):
        if draw(st.integers(0, 4)) == 0:
            rows.append(
                draw(
                    st.sampled_from(
                        [
                            [],
                            ["KECAMATAN BANJARMASIN UTARA"],
                            ["JUMLAH"],
                        ]
                    )
                )
            )
        dotless = draw(st.booleans())
        cells = {
            "code": code.replace(".", "") if dotless else code,
            "name": draw(st.sampled_from([None, regions.load().name(code)])),
            "kind": written_kind(draw, kind),
            "period": draw(st.sampled_from([2024, "2024", "Tahun 2024"])),
            "count": written_count(draw, count),
        }
        rows.append([number, *(cells[part] for part in order)])
        at[len(rows)] = (code, kind)
    if draw(st.booleans()):
        rows += [
            ["JUMLAH"],
            ["Sumber: Dinas Sosial"],
            [],
            [None, None, None, "Kepala Dinas"],
        ]
    return table, rows, at


@pytest.mark.parametrize("as_csv", [False, True])
@given(case=sheets(), data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_messy_sheet_is_read_back_clean(tmp_path, write, case, data, as_csv) -> None:
    table, rows, at = case
    if as_csv:
        mark = data.draw(st.sampled_from([";", "\t"]))
        path = tmp_path / "ppks.csv"
        lines = [mark.join("" if c is None else str(c) for c in row) for row in rows]
        path.write_text("\n".join(lines), "utf-8-sig")
    else:
        path = write({"PPKS": rows})
    report = check_files([path], Options(), identify=list, today=date(2025, 3, 31))
    assert [p for p in report.problems if p.severity != "info"] == []
    (draft,) = report.drafts
    found = draft.table.to_pylist()
    assert {r["row"]: (r["region_code"], r["kind"]) for r in found} == at
    assert {(r["region_code"], r["kind"]): r["count"] for r in found} == table
    assert (draft.office, str(draft.period)) == ("63.71", "2024")
