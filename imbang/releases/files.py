"""The files of a release: counts as CSV, what is hidden left empty, and what they mean.

``datapackage.json`` describes them by the Data Package standard, version 2
(https://datapackage.org), as the files of a meeting do (`imbang.briefs.package`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from imbang.questions.encoding import encode
from imbang.reference.kinds import pillar_kinds, ppks_kinds
from imbang.releases.tables import KEY, NEEDS, PILLARS, TOTAL
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
MANIFEST = "datapackage.json"
REGIONS, KINDS, COVERAGE = "regions.csv", "kinds.csv", "coverage.csv"


@dataclass(frozen=True)
class About:
    """What a release is: of which region, month, snapshot; by whom, under which licence."""

    region: str
    region_name: str
    as_of: str
    snapshot: str
    made_at: str
    office: str
    licence: str
    sources: Sequence[str]
    made_up: str
    """Says that figures are of the sample, where they are, else ""."""


def write(
    counts: pd.DataFrame,
    regions: pd.DataFrame,
    hidden: np.ndarray,
    adds_up: np.ndarray,
    counted: set[str],
) -> dict[str, bytes]:
    """The CSV files. ``counts`` has as_before too; ``hidden`` and ``adds_up`` are of its
    rows."""
    told = counts.assign(hidden=hidden, adds_up=adds_up)
    told["count"] = told["count"].mask(told["hidden"])
    kept = [*KEY[1:], "count", "hidden", "status", "period", "adds_up", "as_before"]
    made = {
        REGIONS: regions,
        KINDS: _kinds(counted),
        COVERAGE: _coverage(told, regions),
    }
    for name in (NEEDS, PILLARS):
        rows = told.loc[told["file"] == name, kept]
        made[name] = rows.sort_values(["region_code", "kind", "unit", "measure"])
    return {name: _csv(frame) for name, frame in sorted(made.items())}


def _csv(frame: pd.DataFrame) -> bytes:
    import pyarrow as pa

    return encode(pa.Table.from_pandas(frame, preserve_index=False), "csv")


def _kinds(counted: set[str]) -> pd.DataFrame:
    import pandas as pd

    both = (("need", ppks_kinds()), ("pillar", pillar_kinds()))
    return pd.DataFrame(
        [
            {
                "kind": kind.key,
                "of": of,
                "label_id": kind.label_id,
                "label_en": kind.label_en,
                "unit": kind.unit,
                "is_in_total": of == "need" and kind.key in counted,
            }
            for of, kinds in both
            for kind in kinds.values()
        ]
    )


def _coverage(told: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """People in need to one active PSM: of regions where neither count is hidden."""
    import pandas as pd

    found = regions[["region_code"]].copy()
    total = told[(told["kind"] == TOTAL) & (told["unit"] == "person")]
    psm = told[(told["kind"] == "psm") & told["measure"].isin(["active", "counted"])]
    by = psm.groupby("region_code").agg(
        psm_active=("count", lambda one: one.sum(min_count=1)),
        psm_hidden=("hidden", "any"),
    )
    needs = total.set_index("region_code")[["count", "hidden"]]
    found = found.join(
        needs.set_axis(["ppks_persons", "ppks_hidden"], axis=1), "region_code"
    )
    found = found.join(by, "region_code")
    found["psm_active"] = found["psm_active"].mask(found["psm_hidden"].eq(True))
    for name in ("ppks_hidden", "psm_hidden"):
        found[name] = found[name].eq(True)
    both = found[["ppks_persons", "psm_active"]].notna().all(axis=1)
    divisor = found["psm_active"].where(both & (found["psm_active"] > 0))
    ratio = pd.to_numeric(found["ppks_persons"], "coerce") / pd.to_numeric(
        divisor, "coerce"
    )
    found["ratio_ppks_per_psm"] = ratio.astype("Float64").round(2)
    found["psm_active"] = found["psm_active"].astype("Int64")
    return found


def described(
    about: About, files: Mapping[str, bytes], others: Mapping[str, bytes]
) -> bytes:
    """``datapackage.json``: what every file and column is; ``others`` are beside them."""
    meanings = _meanings()
    resources = [
        _resource(name, content, meanings) for name, content in sorted(files.items())
    ]
    told: dict[str, Any] = {
        "$schema": SCHEMA,
        "name": f"imbang-release-{about.region.lower()}-{about.as_of}",
        "title": _(
            "Social welfare in figures: {region}, {month}",
            region=about.region_name,
            month=about.as_of,
        ),
        "description": "\n".join(
            text for text in (_rule(), about.made_up, about.office) if text
        ),
        "created": about.made_at,
        "version": about.snapshot,
        "licenses": [{"title": about.licence}],
        "sources": [{"title": text} for text in about.sources],
        "region": about.region,
        "as_of": about.as_of,
        "made_up": about.made_up,
        "beside": [
            {"path": name, "bytes": len(content), "hash": _hash(content)}
            for name, content in sorted(others.items())
        ],
        "resources": resources,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _rule() -> str:
    return _(
        "Counts of people from 1 to 4 are hidden, and with them as few others as keep them "
        "from being worked out from sums, steps and the release before. A hidden count may "
        "be any, zero too. What is left to an attacker stands in disclosure.md."
    )


def _resource(
    name: str, content: bytes, meanings: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    heading = content.split(b"\n", 1)[0].decode().split(",")
    return {
        "name": name.removesuffix(".csv"),
        "path": name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": _hash(content),
        "schema": {
            "fields": [
                {"name": one, "type": meanings[one][0], "description": meanings[one][1]}
                for one in heading
            ],
            "missingValues": [""],
        },
    }


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _meanings() -> dict[str, tuple[str, str]]:
    """What columns are: type, meaning."""
    return {
        "region_code": ("string", _("Code of the region (Kemendagri)")),
        "region_name": ("string", _("Name of the region")),
        "level": ("string", _("Level of the region: province, regency, district, village")),
        "parent_code": ("string", _("Code of the region right above; empty at the top")),
        "kind": ("string", _("Kind, as kinds.csv has it; total: all kinds of the unit that are counted")),
        "of": ("string", _("need: people in need (PMKS); pillar: social pillars")),
        "label_id": ("string", _("Name in Indonesian")),
        "label_en": ("string", _("Name in English")),
        "unit": ("string", _("What is counted: person, family or institution")),
        "is_in_total": ("boolean", _("Whether the total counts this kind")),
        "measure": ("string", _("reported: people in need as reported; persons: in registers; active: of them active; valid: of them valid; counted: active ones that an office tells by number alone")),
        "count": ("integer", _("The count; empty where it is hidden or there is none")),
        "hidden": ("boolean", _("Whether the count is hidden: too small, or protecting another")),
        "status": ("string", _("reported, partial (not every region below has told), not_reported, not_collected")),
        "period": ("string", _("The period that the figure tells of")),
        "adds_up": ("boolean", _("Whether the rows of the regions right below add up to it")),
        "as_before": ("boolean", _("Whether it is the figure of the release before, carried on")),
        "ppks_persons": ("integer", _("People in need (PMKS), all kinds counted")),
        "psm_active": ("integer", _("Active PSM: in registers, and told by number alone")),
        "ppks_hidden": ("boolean", _("Whether the count of people in need is hidden")),
        "psm_hidden": ("boolean", _("Whether the count of PSM is hidden")),
        "ratio_ppks_per_psm": ("number", _("People in need to one active PSM; empty where either is hidden or there is no PSM")),
    }  # fmt: skip
