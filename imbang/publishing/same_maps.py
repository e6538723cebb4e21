"""Maps that would be drawn as they were: those of the last snapshot are taken over.

A map is laid out after reference data and loaded boundaries, so that it stays the same
whatever offices send.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping

from imbang.disk import duckdb_files, durable
from imbang.geometry.layers import LayerSet
from imbang.publishing.figures import map_layers
from imbang.publishing.figures.material import Material
from imbang.reference.levels import NATION
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot


def keys(material: Material, common: str) -> dict[str, str]:
    """What the map of each province follows from whose offices sent anything, by code;
    ``common`` is what all parts follow from."""
    codes = sorted({one.province for one in material.sent} - {NATION})
    said = {
        code: json.dumps([common, code, material.boundaries.get(code)], sort_keys=True)
        for code in codes
    }
    return {
        code: hashlib.sha256(one.encode()).hexdigest() for code, one in said.items()
    }


def take_over(
    store: Store,
    base: Snapshot | None,
    keys: Mapping[str, str],
    provinces: Collection[str],
) -> dict[str, str]:
    """The maps of these provinces in ``base``, a sound snapshot, by code: those with the
    same key, all of whose files are what they were."""
    import duckdb

    if base is None:
        return {}
    drawn = base.manifest.get("maps", {})
    same = [one for one in provinces if one in keys and keys[one] == drawn.get(one)]
    if not same:
        return {}
    with duckdb.connect() as work:
        duckdb_files.attach(work, base.path, "base", read_only=True)
        found = work.execute(
            f"select province_code, meta from base.{map_layers.TABLE} "  # noqa: S608
            "where list_contains($1, province_code)",
            [same],
        ).fetchall()
    return {code: meta for code, meta in found if _is_there(store, meta)}


def _is_there(store: Store, meta: str) -> bool:
    files = (
        store.geometry_folder / f"{sha256}.json.gz"
        for sha256 in LayerSet.from_json(meta).sha256s
    )
    return all(durable.unpacked(file) is not None for file in files)
