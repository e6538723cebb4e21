"""Publishing: from the submissions that count to a snapshot that pages read."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import __version__, building, durable, paths
from imbang.refusals import Refusal, refuse_nik
from imbang.settings import Values, bearing_on_figures, in_manifest
from imbang.snapshots import Snapshot, current_snapshot, switch_to
from imbang.store import Store, Submission
from imbang.texts import _
from imbang.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

_BY = "by"
_MOST_MEMORY = "3GB"  # of which a national publish may take 4 in all


def publish(
    store: Store,
    progress: building.Progress = building.silently,
    *,
    by: str | None = None,
) -> Snapshot:
    """Build a snapshot of all that counts, check it, and switch to it.

    The settings that bear on figures are read once, and take effect with it. A kill at
    any moment leaves the snapshot before it, or the new one. ``by`` is who publishes,
    for others who ask meanwhile. Raises Refusal when there is nothing to publish or
    something stored is damaged, Misuse where ``by`` holds a NIK.
    """
    refuse_nik(by or "")
    with store.writing():
        submissions = store.counted()
        if not submissions:
            raise Refusal(_("There is nothing to publish yet: imbang import FILE."))
        settings = bearing_on_figures(Workspace(store.folder))
        store.snapshots_folder.mkdir(parents=True, exist_ok=True)
        _sweep(store)
        draft = store.snapshots_folder / ".draft"
        draft.mkdir()
        (draft / _BY).write_text(by or "", "utf-8")
        try:
            file, figures = build_snapshot(
                store, submissions, settings, draft, progress
            )
            snapshot = _keep(store, file, figures, submissions, settings)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        switch_to(store, snapshot)
        progress(_("published"), 1.0)
        return snapshot


def build_snapshot(
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    folder: Path,
    progress: building.Progress = building.silently,
) -> tuple[Path, dict[str, str]]:
    """A snapshot's file in ``folder``, and the fingerprint of each table in it."""
    import duckdb

    with duckdb.connect() as work:
        # in memory; what is more than this goes to disk beside the draft
        work.execute(f"set memory_limit = '{_MOST_MEMORY}'")
        work.execute("set temp_directory = ?", [str(folder / "spill")])
        building.build(work, store, submissions, settings, progress)
        _draw_hexagons(work, store, progress)
        progress(_("checking"), 0.95)
        _check(work)
        file = folder / "snapshot.duckdb"
        tables = _export(work, file)
    with duckdb.connect(str(file)) as made:
        made.begin()
        for macro in building.macros():
            made.execute(macro)
        made.commit()
        figures = [table for table in tables if table != "map_layers"]
        return file, {table: _fingerprint(made, table) for table in figures}


def who_publishes(store: Store) -> str | None:
    """Who publishes this store right now, from whichever process; None if nobody does.

    An empty name where none was given.
    """
    try:
        by = (store.snapshots_folder / ".draft" / _BY).read_text("utf-8")
    except FileNotFoundError:
        return None
    # what a killed process left behind is nobody's
    return by if store.is_being_written() else None


def recipe() -> dict[str, str]:
    """The SHA-256 of all that figures depend on beside submissions."""
    return {
        "reference": _hash_files(paths.REFERENCE.glob("*.*")),
        "queries": _hash_files(
            path
            for layer in (*building.LAYERS, "checks", "indicators", "macros")
            for path in (paths.QUERIES / layer).glob("*.sql")
        ),
    }


def is_outdated(store: Store) -> bool:
    """Whether the current snapshot was made by other queries than these."""
    snapshot = current_snapshot(store.folder)
    if snapshot is None:
        return False
    return any(snapshot.manifest["recipe"].get(k) != v for k, v in recipe().items())


def _sweep(store: Store) -> None:
    """Remove what a killed publish left: drafts, and files without a manifest."""
    durable.remove(store.snapshots_folder / ".draft")
    for file in store.snapshots_folder.glob("[0-9]*.duckdb"):
        if not file.with_suffix(".json").is_file():
            durable.remove(file)


def _keep(
    store: Store,
    draft: Path,
    figures: Mapping[str, str],
    submissions: Sequence[Submission],
    settings: Values,
) -> Snapshot:
    taken = [int(path.stem) for path in store.snapshots_folder.glob("[0-9]*.duckdb")]
    file = store.snapshots_folder / f"{max(taken, default=0) + 1:06d}.duckdb"
    manifest: dict[str, Any] = {
        "id": file.stem,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "sha256": durable.sha256(draft),
        "recipe": recipe(),
        "settings": in_manifest(settings),
        "submissions": {one.id: one.sha256 for one in submissions},
        "figures": dict(figures),
    }
    durable.place(draft, file)
    durable.write_json(file.with_suffix(".json"), manifest)
    return Snapshot(file.stem, file)


def _export(work: duckdb.DuckDBPyConnection, file: Path) -> list[str]:
    """Copy the marts to a file of their own, as small as they are."""
    tables = [
        name
        for (name,) in work.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' "
            "order by all"
        ).fetchall()
    ]
    work.execute(f"attach '{str(file).replace(chr(39), chr(39) * 2)}' as snapshot")
    work.begin()
    work.execute("create schema snapshot.marts")
    for table in tables:
        work.execute(f"create table snapshot.marts.{table} as from marts.{table}")
    work.commit()
    work.execute("detach snapshot")
    return tables


def _fingerprint(made: duckdb.DuckDBPyConnection, table: str) -> str:
    [(rows, content)] = made.execute(
        f"select count(*), coalesce(bit_xor(hash(t)), 0) from marts.{table} as t"  # noqa: S608
    ).fetchall()
    return f"{rows}:{content:016x}"


def _check(work: duckdb.DuckDBPyConnection) -> None:
    """Run the invariants: each lists the rows that must not be."""
    for path in sorted((paths.QUERIES / "invariants").glob("*.sql")):
        if offending := work.execute(path.read_text("utf-8")).fetchall():
            raise Refusal(
                _(
                    "The figures contradict themselves ({name}: {rows}). Nothing was "
                    "published; please report this.",
                    name=path.stem,
                    rows=offending[:3],
                )
            )


def _draw_hexagons(
    work: duckdb.DuckDBPyConnection, store: Store, progress: building.Progress
) -> None:
    """Lay out the schematic map of each province that has figures."""
    from imbang.geometry.boundaries import centres
    from imbang.geometry.schematic import write_hexagons

    provinces = work.execute(
        """
        select distinct region.province_id, province.code
        from staging.submissions as submission
        inner join marts.regions as region on submission.office_id = region.region_id
        inner join marts.regions as province
            on region.province_id = province.region_id
        order by all
        """
    ).fetchall()
    work.execute("create table marts.map_layers (province_code text, meta text)")
    for province_id, code in provinces:
        progress(_("drawing the map of {code}", code=code), 0.9)
        regions = work.execute(
            "select code, name from marts.regions where province_id = ? order by code",
            [province_id],
        ).df()
        drawn = write_hexagons(
            store.geometry_folder, regions, code, centres(store.folder, code) or None
        )
        work.execute(
            "insert into marts.map_layers values (?, ?)", [code, drawn.to_json()]
        )


def _hash_files(files: Iterable[Path]) -> str:
    content = {file.name: durable.sha256(file) for file in files}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
