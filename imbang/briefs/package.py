"""The figures of a brief as a data package: answers with their keys, for programs.

The format is that of the Data Package standard, version 2 (https://datapackage.org):
``datapackage.json`` describes every file, its columns, its size and its hash. Each answer
is there as CSV and as Parquet, as ``imbang query`` gives it; maps are GeoParquet.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from imbang.briefs.areas import Areas
from imbang.briefs.model import Asked, Brief
from imbang.briefs.workbook import about_rows, internal
from imbang.questions.catalogue import questions
from imbang.questions.columns import meaning
from imbang.questions.encoding import encode
from imbang.reference.levels import LEVELS, NATION, Level, level_of
from imbang.texts import _

if TYPE_CHECKING:
    import pyarrow as pa
    from geopandas import GeoSeries

Ask = Callable[..., "pa.Table"]
"""`imbang.questions.asking.ask_table` of a store: a question and its parameters."""

_README = "BACA-DULU-README.txt"
_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_AT_LEVELS = (
    "coverage",
    "needs",
    "indicator_values",
    "pillar_ladder",
    "dual_roles",
    "training_reach",
    "verification",
    "national_list",
    "case_handling",
)
_OF_REGION = ("role_overlap", "reporting", "growth")
ANSWERS = (*_AT_LEVELS, *_OF_REGION)
"""The questions whose answers a package holds."""
_LADDERS = (None, "psm")  # kinds: all of them together, and PSM
_TYPES = {"bool": "boolean", "date32[day]": "date", "double": "number"}
_MAPPED = (
    "ppks_persons",
    "psm_active",
    "ratio_ppks_per_psm",
    "state",
    "verdict",
    "verdict_strength",
    "shortage",
    "uncovered_persons",
)


def files(brief: Brief, ask: Ask, areas: Areas) -> dict[str, bytes]:
    """The files of the package by name, the same for the same brief.

    Rows are those of the region itself and of every level below it; of the nation down
    to the regencies only.
    """
    made = {_README: _read_first(brief)}
    resources: list[dict[str, Any]] = []
    answers = {name: answer(name, brief.asked, ask) for name in ANSWERS}
    for name, rows in answers.items():
        for format in ("csv", "parquet"):
            path = f"{name}.{format}"
            made[path] = encode(rows, format)
            resources.append(_resource(name, path, made[path], _fields(name, rows)))
    for level in levels(brief.asked.region):
        drawn = areas(level)
        if drawn is not None and len(drawn):
            path = f"map_{level}.parquet"
            made[path], told = _map(answers["coverage"], level, drawn)
            resources.append(_resource(f"map_{level}", path, made[path], told))
    made["datapackage.json"] = _described(brief, resources)
    return made


def _read_first(brief: Brief) -> bytes:
    """What whoever opens the package sees first, in each language."""
    lines = [*internal(brief), "", brief.title, "datapackage.json"]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def levels(region: str) -> tuple[Level, ...]:
    """The levels of the rows: the region's own and those below it."""
    below = LEVELS[LEVELS.index(level_of(region)) :]
    return tuple(below[: LEVELS.index("regency") + 1]) if region == NATION else below


def answer(name: str, asked: Asked, ask: Ask) -> pa.Table:
    """The answer to a question at all levels of the package, one below the other."""
    import pyarrow as pa

    takes = {parameter.name for parameter in questions()[name].parameters}
    given: dict[str, object] = {
        "region": asked.region,
        "as_of": asked.as_of,
        "norm": asked.norm,
        "kinds": asked.kinds_counted,
        "base": asked.compare or asked.as_of,
    }
    given = {key: value for key, value in given.items() if key in takes}
    if name in _OF_REGION:
        return ask(name, **given)
    kinds = _LADDERS if name == "pillar_ladder" else (None,)
    parts = [
        ask(name, **given, level=level, **({"kind": kind} if kind else {}))
        for kind in kinds
        for level in levels(asked.region)
        if level != "nation"
    ]
    return pa.concat_tables(parts, promote_options="permissive")


def _fields(name: str, answer: pa.Table) -> list[dict[str, str]]:
    return [
        {
            "name": field.name,
            "type": _field_type(str(field.type)),
            "description": meaning(name, field.name),
        }
        for field in answer.schema
    ]


def _field_type(arrow: str) -> str:
    if arrow.startswith(("int", "uint")):
        return "integer"
    if arrow.startswith(("decimal", "float")):
        return "number"
    return _TYPES.get(arrow, "string")


def _map(
    coverage: pa.Table, level: Level, areas: GeoSeries
) -> tuple[bytes, list[dict[str, str]]]:
    """The areas of a level with the coverage of each, as GeoParquet; its columns."""
    import geopandas

    rows = coverage.to_pandas()
    rows = rows[(rows["level"] == level) & rows["region_code"].isin(areas.index)]
    kept = ["region_code", "region_name", *_MAPPED]
    drawn = areas.loc[rows["region_code"]].to_numpy()
    frame = geopandas.GeoDataFrame(rows[kept], geometry=drawn, crs=areas.crs)
    out = io.BytesIO()
    frame.to_parquet(out, index=False, compression="zstd")
    told = [
        {
            "name": key,
            "type": _field_type(str(coverage.schema.field(key).type)),
            "description": meaning("coverage", key),
        }
        for key in kept
    ]
    shape = {"name": "geometry", "type": "string", "description": _("Area (WKB)")}
    return out.getvalue(), [*told, shape]


def _resource(
    name: str, path: str, content: bytes, fields: list[dict[str, str]]
) -> dict[str, Any]:
    format = path.rpartition(".")[2]
    is_csv = format == "csv"
    told: dict[str, Any] = {
        "name": name.replace("_", "-")
        if is_csv
        else f"{name.replace('_', '-')}-{format}",
        "path": path,
        "type": "table",
        "format": format,
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }
    if name in questions():
        told["description"] = f"{questions()[name].purpose} ({questions()[name].grain})"
    return told | ({"encoding": "utf-8"} if is_csv else {})


def _described(brief: Brief, resources: list[dict[str, Any]]) -> bytes:
    asked = brief.asked
    name = f"imbang-internal-{asked.region.lower()}-{asked.as_of}"
    told = {
        "$schema": _SCHEMA,
        "name": name,
        "title": brief.title,
        "description": "\n".join(
            [*internal(brief), *(f"{key}: {text}" for key, text in about_rows(brief))]
        ),
        "created": brief.snapshot.made_at,
        "version": brief.snapshot.id,
        "sources": [{"title": text} for text in brief.sources],
        "resources": resources,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
