"""The brief for the public: of a release on record, and of its files alone.

What it says, draws and lists is read from what has left the office already, so that it
cannot tell a hidden count; of a snapshot nothing is asked but the shapes of regions.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from imbang import formats
from imbang.briefs.model import (
    Asked,
    BigNumber,
    Brief,
    Legend,
    Map,
    Screen,
    Snapshot,
    Table,
)
from imbang.briefs.source import Snapshots
from imbang.drawing import columns
from imbang.geometry.layers import LayerSet
from imbang.reference.kinds import pillar_kinds, ppks_kinds
from imbang.reference.levels import level_of
from imbang.refusals import Refusal
from imbang.releases import record
from imbang.settings.letterhead import letterhead
from imbang.store.deliveries import Store
from imbang.store.snapshots import find
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.wording.exhibits import released
from imbang.wording.names import full_name, level_name

STEPS = ("persons", "active", "valid")
_TOTAL = "total"


def of_store(store: Path, asked: Asked) -> Brief:
    """The brief of the last release on record that tells of this region and month.

    Refusal where there is none, or where its snapshot is gone.
    """
    found = record.of_month(store, asked.region, asked.as_of)
    if found is None:
        raise Refusal(
            _(
                "There is no release of {region} as of {month} yet, and a brief for the "
                "public tells nothing else. First: imbang release FOLDER.",
                region=asked.region,
                month=asked.as_of,
            )
        )
    return of_files(store, asked, found)


def of_files(store: Path, asked: Asked, files: Mapping[str, bytes]) -> Brief:
    """The brief of the files of a release."""
    about = json.loads(files["datapackage.json"])
    snapshot = find(Store(store), str(about["version"]))
    of = {name: _frame(files[name]) for name in _FILES}
    places = of["regions.csv"]
    row = places.set_index("region_code").loc[asked.region]
    name = full_name(str(row["region_name"]), str(row["level"]))
    screens = (
        _coverage(asked, of, name, _layers(store, asked)),
        _kinds(asked, of, name),
        _pillars(asked, of, name),
    )
    return Brief(
        asked=asked,
        name=name,
        level=level_of(asked.region),
        title=_(
            "{region}, {month}: for the public",
            region=name,
            month=formats.month(asked.as_of),
        ),
        filters=(
            (_("Region"), name),
            (_("As of"), formats.month(asked.as_of)),
            (_("For"), _("the public: small counts are hidden")),
        ),
        snapshot=Snapshot(
            snapshot.id, snapshot.manifest["sha256"], snapshot.manifest["made_at"]
        ),
        letterhead=letterhead(Workspace(store)),
        made_up=str(about["made_up"]),
        screens=screens,
        method=(_note(),),
        sources=tuple(f"{one['title'].rstrip('.')}." for one in about["sources"]),
        is_internal=False,
    )


_NUMBERS = ("count", "ppks_persons", "psm_active", "ratio_ppks_per_psm")
_OF_COUNT = {
    "ppks": ["ppks_persons", "ratio_ppks_per_psm"],
    "psm": ["psm_active", "ratio_ppks_per_psm"],
}
_FILES = ("regions.csv", "needs.csv", "pillars.csv", "coverage.csv")


def _frame(content: bytes) -> pd.DataFrame:
    texts: dict[str, Any] = {"region_code": str, "parent_code": str}
    return pd.read_csv(
        io.BytesIO(content),
        dtype={**texts, "count": "Int64", "psm_active": "Int64"},
        keep_default_na=False,
        na_values={name: [""] for name in _NUMBERS},
    )


def _note() -> str:
    return _(
        "A dash with the word hidden is a count of people from 1 to 4, or one that protects "
        "such a count; it may be any number. All other figures are exact."
    )


def _layers(store: Path, asked: Asked) -> LayerSet | None:
    """The map asked for, hexagons where it is not there; None where there is none."""
    source = Snapshots(store).source()
    return source.layers(asked.region, asked.map) or source.layers(
        asked.region, "hexagons"
    )


def _coverage(
    asked: Asked,
    of: Mapping[str, pd.DataFrame],
    name: str,
    layers: LayerSet | None,
) -> Screen:
    places = of["regions.csv"]
    rows = of["coverage.csv"].merge(places, on="region_code")
    for count in ("ppks", "psm"):  # whatever a file says beside that it hides it
        rows.loc[rows[f"{count}_hidden"], _OF_COUNT[count]] = pd.NA
    own = rows[rows["region_code"] == asked.region].iloc[0]
    below = rows[rows["parent_code"] == asked.region].sort_values("region_code")
    shown = below if len(below) else rows[rows["region_code"] == asked.region]
    hidden = shown["ppks_hidden"] | shown["psm_hidden"]
    known = shown["ppks_persons"].notna() & shown["psm_active"].notna()
    table = shown.assign(
        note=[
            released.told(is_hidden, 0 if is_known else None)
            for is_hidden, is_known in zip(hidden, known, strict=True)
        ]
    )
    listed = (
        columns.region(_("Region")),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("Active PSM")),
        columns.number("ratio_ppks_per_psm", _("PMKS to one PSM"), digits=1),
        columns.text("note", _("Note")),
    )
    ratio = formats.number(own["ratio_ppks_per_psm"], 1)
    message = (
        _("{region}: {ratio} PMKS to one active PSM", region=name, ratio=ratio)
        if formats.exists(own["ratio_ppks_per_psm"])
        else _("{region}: PMKS and active PSM", region=name)
    )
    return Screen(
        "public_coverage",
        _("PMKS and PSM"),
        message,
        "cakupan_psm",
        numbers=(
            _big("ppks_persons", _("PMKS"), own["ppks_persons"], own["ppks_hidden"]),
            _big("psm_active", _("Active PSM"), own["psm_active"], own["psm_hidden"]),
        ),
        exhibits=(
            *_map(asked, layers, below, name),
            Table(
                "public_coverage",
                _("PMKS and active PSM by region"),
                "",
                table,
                listed,
                _("by code"),
                (
                    "region_name",
                    "ppks_persons",
                    "psm_active",
                    "ratio_ppks_per_psm",
                    "note",
                ),
            ),
        ),
        notes=(_note(),),
    )


def _map(
    asked: Asked, layers: LayerSet | None, below: pd.DataFrame, name: str
) -> tuple[Map, ...]:
    """PMKS of the regions below the one in view, as the release shows or hides them."""
    level = "" if below.empty else str(below["level"].iloc[0])
    if layers is None or level not in layers.layers:
        return ()
    rows = below.assign(
        note=list(map(released.told, below["ppks_hidden"], below["ppks_persons"]))
    ).reset_index(drop=True)
    return (
        Map(
            "public_map",
            _("PMKS on the map"),
            level_name(level),
            _("{region}: PMKS of each part, hidden ones hatched", region=name),
            lambda theme: released.released_map(
                layers, rows, level=level, focus=asked.region, theme=theme
            ),
            rows,
            (
                columns.region(_("Region")),
                columns.number("ppks_persons", _("PMKS")),
                columns.text("note", _("Note")),
            ),
            tuple(Legend(*entry) for entry in released.legend(rows)),
            level,
        ),
    )


def _big(key: str, label: str, value: Any, is_hidden: bool) -> BigNumber:
    exact = None if is_hidden or not formats.exists(value) else float(value)
    note = released.told(bool(is_hidden), value)
    return BigNumber(key, label, formats.number(exact), exact, "persons", note=note)


def _kinds(asked: Asked, of: Mapping[str, pd.DataFrame], name: str) -> Screen:
    names = {key: kind.label for key, kind in ppks_kinds().items()}
    units = {"person": _("persons"), "family": _("families")}
    own = of["needs.csv"]
    own = own[own["region_code"].eq(asked.region) & own["kind"].ne(_TOTAL)]
    rows = own.assign(
        name=own["kind"].map(names),
        counted=own["unit"].map(units),
        note=[released.told(one.hidden, one.count_) for one in _counted(own)],
    )
    return Screen(
        "public_kinds",
        _("Kinds of PMKS"),
        _("{region}: PMKS by kind", region=name),
        "pmks",
        exhibits=(
            Table(
                "public_kinds",
                _("PMKS by kind, as reported"),
                "",
                rows.sort_values("name", ignore_index=True),
                (
                    columns.name("name", _("Kind")),
                    columns.number("count", _("Count")),
                    columns.text("counted", _("Counted")),
                    columns.text("period", _("Period")),
                    columns.text("note", _("Note")),
                ),
                _("by name"),
                ("name", "count", "counted", "note"),
                shown=12,
            ),
        ),
        notes=(_note(),),
    )


def _pillars(asked: Asked, of: Mapping[str, pd.DataFrame], name: str) -> Screen:
    names = {key: kind.label for key, kind in pillar_kinds().items()}
    own = of["pillars.csv"]
    own = own[own["region_code"].eq(asked.region) & own["measure"].isin(STEPS)]
    wide = own.pivot_table(
        index="kind", columns="measure", values="count", aggfunc="first", dropna=False
    ).reindex(columns=list(STEPS))
    hidden = own.groupby("kind")["hidden"].any()
    rows = wide.reset_index().assign(name=lambda one: one["kind"].map(names))
    rows["note"] = [released.told(bool(hidden[kind]), 0) for kind in rows["kind"]]
    labels = {
        "persons": _("In registers"),
        "active": _("Active by name"),
        "valid": _("Valid"),
    }
    return Screen(
        "public_pillars",
        _("Social pillars"),
        _("{region}: social pillars by kind", region=name),
        "pilar_sosial",
        exhibits=(
            Table(
                "public_pillars",
                _("Social pillars in registers, by kind"),
                "",
                rows.sort_values("name", ignore_index=True),
                (
                    columns.name("name", _("Kind")),
                    *(columns.number(step, labels[step]) for step in STEPS),
                    columns.text("note", _("Note")),
                ),
                _("by name"),
                ("name", *STEPS, "note"),
                shown=12,
            ),
        ),
        notes=(_note(),),
    )


def _counted(rows: pd.DataFrame) -> Any:
    return rows.rename(columns={"count": "count_"}).itertuples()
