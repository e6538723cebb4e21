"""The data that all are asked about, as Parquet: base tables and Imbang's marts.

Base tables are what offices sent, of the submissions that count: names are kept, dates
are months (12 × year + month − 1), and an unknown beginning or end is far away.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers.answers import Asked
from imbang.disk import duckdb_files
from imbang.geometry.layers import LayerSet
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot

if TYPE_CHECKING:
    import duckdb

_FOREVER = 999999
_REFERENCE = {
    "regions": """
        select region.region_id, region.code, region.name, region.level, region.depth,
            province.code as province_code, regency.code as regency_code
        from reference.regions as region
        left join reference.regions as province
            on region.province_id = province.region_id
        left join reference.regions as regency on region.regency_id = regency.region_id
        order by region.region_id
    """,
    "ppks_kinds": """
        select kind, unit, is_counted::integer as is_counted from reference.ppks_kinds
    """,
    "pillar_kinds": """
        select kind, unit, served_depth, is_in_use::integer as is_in_use
        from reference.pillar_kinds
    """,
}
_BASE = {
    "reports": """
        select sent.region_code, sent.kind, sent.unit, sent.period_to as month,
            sent.count::bigint as count
        from read_parquet($ppks, union_by_name = true) as sent
        where sent.count is not null
        order by sent.region_code, sent.kind, month
    """,
    "pillar_counts": """
        select sent.region_code, sent.kind, sent.period_to as month,
            sent.count::bigint as count
        from read_parquet($pillar_counts, union_by_name = true) as sent
        where sent.count is not null
        order by sent.region_code, sent.kind, month
    """,
    "registers": """
        select office, period_last as month from memory.submissions
        where dataset = 'pillars' order by office, month
    """,
    "roles": f"""
        select row_number() over (order by office, month, sheet, row) as id,
            * exclude (sheet, row)
        from (
            select register.office, register.period_last as month, sent.region_code,
                sent.kind, sent.sheet, sent.row,
                if(kind.unit = 'person', sent.person_key,
                    nullif(upper(trim(sent.registration_number)), '')) as identity,
                (coalesce(sent.status, 'active') <> 'inactive')::integer as is_active,
                coalesce(12 * year(start_date) + month(start_date) - 1, 0)::integer
                    as start_month,
                coalesce(
                    12 * year(end_date) + month(end_date) - 1
                    + (end_date = last_day(end_date))::integer,
                    {_FOREVER})::integer as end_month
            from read_parquet($pillars, union_by_name = true, filename = true) as sent
            inner join memory.submissions as register on sent.filename = register.file
            inner join reference.pillar_kinds as kind on sent.kind = kind.kind
        )
        order by id
    """,  # noqa: S608 -- a number of ours
}
_MARTS = {
    "ppks": """
        select region_id, from_month, to_month, ppks_persons from marts.ppks
        order by region_id, from_month
    """,
    "pillar_figures": """
        select region_id, kind, from_month, to_month, active, counts_only
        from marts.pillar_figures order by region_id, kind, from_month
    """,
    "psm_persons": """
        select region_id, person_id, from_month, to_month from marts.psm_persons
        order by region_id, person_id
    """,
}
# What dashboards show: villages with the months in which their figures stand.
_SHOWN = {
    "village_spans": """
        with
        needs as (
            select ppks.* from marts.ppks inner join reference.regions using (region_id)
            where depth = 4
        ),
        figures as (
            select figure.* from marts.pillar_figures as figure
            inner join reference.regions using (region_id)
            where depth = 4 and kind = 'psm'
        ),
        moments as (
            select region_id, unnest([from_month, to_month]) as from_month from needs
            union
            select region_id, unnest([from_month, to_month]) from figures
        ),
        spans as (
            select *, lead(from_month) over (
                partition by region_id order by from_month) as to_month
            from moments
        )
        select region.code, region.name, province.code as province_code,
            span.from_month, span.to_month,
            need.ppks_persons as ppks, figure.active as psm
        from spans as span
        inner join reference.regions as region on span.region_id = region.region_id
        inner join reference.regions as province
            on region.province_id = province.region_id
        left join needs as need
            on span.region_id = need.region_id
            and span.from_month >= need.from_month and span.from_month < need.to_month
        left join figures as figure
            on span.region_id = figure.region_id
            and span.from_month >= figure.from_month
            and span.from_month < figure.to_month
        where span.to_month is not null
        order by region.code, span.from_month
    """,
}
DESIGNS = {"base": {**_REFERENCE, **_BASE}, "marts": {**_REFERENCE, **_MARTS}}


def export(store: Path, folder: Path) -> None:
    """Write each table of `DESIGNS` to ``folder/DESIGN/TABLE.parquet``."""
    import duckdb

    snapshot = current_snapshot(store)
    if snapshot is None:
        raise SystemExit(f"{store}: nothing is published. First: imbang publish.")
    with duckdb.connect() as work:
        duckdb_files.attach(work, snapshot.path, "snapshot", read_only=True)
        work.execute("use snapshot")
        files = _load_submissions(work, Store(store))
        for design, tables in {**DESIGNS, "shown": _SHOWN}.items():
            (folder / design).mkdir()
            for name, sql in tables.items():
                out = duckdb_files.plain(folder / design / f"{name}.parquet")
                given = {key: files[key] for key in files if f"${key}," in sql}
                work.execute(
                    f"copy ({sql}) to '{out}' (format parquet, compression zstd)", given
                )
        _write_shapes(work, Store(store), folder)


def _write_shapes(work: duckdb.DuckDBPyConnection, store: Store, folder: Path) -> None:
    """Write the villages of each province as GeoJSON by code, as its map draws them.

    ``layers.json`` has the codes of each of these layers, by the hash that names it.
    """
    codes = {}
    (folder / "shapes").mkdir()
    for (meta,) in work.execute("select meta from marts.map_layers").fetchall():
        drawn = LayerSet.from_json(meta)
        layer = drawn.layers.get("village")
        if layer is None:
            continue
        codes[layer.sha256] = layer.codes
        packed = (store.geometry_folder / f"{layer.sha256}.json.gz").read_bytes()
        shapes = json.loads(gzip.decompress(packed))
        for code, feature in zip(layer.codes, shapes["features"], strict=True):
            feature["id"] = code
        file = folder / "shapes" / f"{drawn.province}.json"
        file.write_text(json.dumps(shapes, separators=(",", ":")), "utf-8")
    (folder / "layers.json").write_text(json.dumps(codes), "utf-8")


def _load_submissions(
    work: duckdb.DuckDBPyConnection, store: Store
) -> dict[str, list[str]]:
    """List what counts in ``submissions``; the files of each dataset."""
    work.execute(
        "create table memory.submissions"
        " (dataset text, office text, period_last integer, file text)"
    )
    files: dict[str, list[str]] = {"ppks": [], "pillar_counts": [], "pillars": []}
    for one in store.counted():
        if one.dataset in files:
            file = duckdb_files.plain(store.parquet(one))
            files[one.dataset].append(file)
            work.execute(
                "insert into memory.submissions values (?, ?, ?, ?)",
                [one.dataset, one.office, one.period.last, file],
            )
    return files


def cases(folder: Path) -> dict[str, list[Asked]]:
    """What each question is asked for: three months, and as many provinces.

    The months are the last, the one in the middle and the first but one of those in
    which anybody reported; the provinces those with the most, the middle and the fewest
    reports.
    """
    import duckdb

    reports = duckdb_files.plain(folder / "base" / "reports.parquet")
    regions = duckdb_files.plain(folder / "base" / "regions.parquet")
    told = duckdb.execute(
        "select distinct month from read_parquet(?) order by month", [reports]
    ).fetchall()
    asked = duckdb.execute(
        "select province_code from read_parquet(?) as report"
        " inner join read_parquet(?) as region on report.region_code = region.code"
        " group by all order by count(*) desc, province_code",
        [reports, regions],
    ).fetchall()
    months, provinces = ([value for (value,) in rows] for rows in (told, asked))
    three = [months[-1], months[len(months) // 2], months[min(1, len(months) - 1)]]
    spread = [provinces[0], provinces[len(provinces) // 2], provinces[-1]]
    return {
        "coverage": [
            {"province": province, "month": month}
            for province, month in zip(spread, three, strict=True)
        ],
        "trend": [{"month": month} for month in three],
        "roles": [{"month": month} for month in three],
    }


def write_cases(folder: Path) -> Path:
    """Write `cases` for workers; the file."""
    file = folder / "cases.json"
    file.write_text(json.dumps(cases(folder)), "utf-8")
    return file
