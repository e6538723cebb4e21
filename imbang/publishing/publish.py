"""Publishing: from the submissions that count to a snapshot that pages read."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import __version__, paths
from imbang.disk import duckdb_files, durable
from imbang.disk.mishaps import MEGABYTE, in_words
from imbang.progress import Progress, silently
from imbang.publishing import building
from imbang.refusals import Refusal, refuse_nik
from imbang.settings.settings import Values, bearing_on_figures, in_manifest
from imbang.store import seal, sealing
from imbang.store.deliveries import Store, Submission
from imbang.store.snapshots import Snapshot, current_snapshot, naming
from imbang.store.workspace import Workspace
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

_BY = "by"
_FILE, _GEOMETRY = "snapshot.duckdb", "geometry"
FIGURE_PACKAGES = ("analysis", "geometry", "publishing", "questions", "reference")
"""Whose code bears on figures: what is told of them is not in there, nor how files are
read, since rows are recorded as they were read."""
_MOST_MEMORY = "3GB"  # of which a national publish may take 4 in all


def publish(
    store: Store,
    progress: Progress = silently,
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
    with in_words(store.folder, needed=_room(store)), store.writing():
        submissions = store.counted()
        if not submissions:
            raise Refusal(_("There is nothing to publish yet: imbang import FILE."))
        workspace = Workspace(store.folder)
        workspace.check()
        settings = bearing_on_figures(workspace)
        store.snapshots_folder.mkdir(parents=True, exist_ok=True)
        _sweep(store)
        draft = store.snapshots_folder / ".draft"
        draft.mkdir()
        (draft / _BY).write_text(by or "", "utf-8")
        try:
            file, figures = build_snapshot(
                store, submissions, settings, draft, progress
            )
            manifest = _manifest(file, figures, submissions, settings)
            snapshot = _keep(store, draft, manifest)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        progress(_("published"), 1.0)
        return snapshot


def build_snapshot(
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    folder: Path,
    progress: Progress = silently,
) -> tuple[Path, dict[str, str]]:
    """A snapshot's file in ``folder``, and the fingerprint of each table in it.

    Its map layers are in the folder ``geometry`` there.
    """
    import duckdb

    with duckdb_files.workplace(folder) as place:
        file = place / _FILE
        with duckdb.connect() as work:
            # in memory; what is more than this goes to disk beside the draft
            work.execute(f"set memory_limit = '{_MOST_MEMORY}'")
            work.execute("set temp_directory = ?", [str(place / "spill")])
            _leave_a_core(work)
            building.build(work, store, submissions, settings, progress)
            _draw_hexagons(work, store, folder / _GEOMETRY, progress)
            progress(_("checking"), 0.95)
            _check(work)
            tables = _export(work, file)
        with duckdb.connect(str(file)) as made:
            made.begin()
            for macro in building.macros():
                made.execute(macro)
            made.commit()
            figures = [table for table in tables if table != "map_layers"]
            told = {table: _fingerprint(made, table) for table in figures}
    return folder / file.name, told


def _leave_a_core(work: duckdb.DuckDBPyConnection) -> None:
    """Work in one thread fewer than there are cores: pages go on being read meanwhile."""
    [(cores,)] = work.execute("select current_setting('threads')").fetchall()
    work.execute(f"set threads = {max(1, cores - 1)}")


def _room(store: Store) -> int:
    """Bytes that a publish may need at the most, as far as can be told beforehand.

    Twice the largest snapshot (its draft, and what is sorted on disk), or ten times what
    was sent, which is packed more tightly.
    """
    made = _sizes(store.snapshots_folder.glob("[0-9]*.duckdb"))
    sent = _sizes(store.deliveries_folder.glob("[0-9]*/*.parquet"))
    return max(2 * max(made, default=0), 10 * sum(sent)) + 10 * MEGABYTE


def _sizes(files: Iterable[Path]) -> list[int]:
    return [size for file in files if (size := _size(file))]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # what cannot be read is told where it is needed
        return 0


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
    """The SHA-256 of all that figures depend on beside submissions and settings.

    ``reference`` data, ``queries``, and the ``code`` that runs them and works out the
    rest: all of it in `FIGURE_PACKAGES`, as it was when this process first asked.
    """
    return {
        "reference": _hash_files(paths.REFERENCE, paths.REFERENCE.glob("*.*")),
        "queries": _hash_files(
            paths.QUERIES,
            (
                path
                for layer in (*building.LAYERS, "checks", "indicators", "macros")
                for path in (paths.QUERIES / layer).glob("*.sql")
            ),
        ),
        "code": _hash_code(),
    }


@functools.cache
def _hash_code() -> str:
    return hash_code(paths.PACKAGE)


def hash_code(package: Path) -> str:
    """The SHA-256 of the Python that makes figures, in this folder of Imbang."""
    return _hash_files(
        package,
        (path for name in FIGURE_PACKAGES for path in (package / name).rglob("*.py")),
    )


def is_outdated(store: Store) -> bool:
    """Whether the current snapshot was made by other queries or code than these."""
    snapshot = current_snapshot(store.folder)
    if snapshot is None:
        return False
    return any(snapshot.manifest["recipe"].get(k) != v for k, v in recipe().items())


def _sweep(store: Store) -> None:
    """Remove what killed work left: drafts, and files without a manifest."""
    durable.remove(store.snapshots_folder / ".draft")
    with sealing.changing(store.folder) as change:
        for file in durable.numbered(store.snapshots_folder):
            name = f"snapshots/{file.stem}.json"
            if (
                file.suffix == ".duckdb"
                and name not in change.sealed.files
                and not (store.folder / name).exists()
            ):
                durable.remove(file)
        for name in seal.listed(store.folder):
            # nobody else writes such files now
            if durable.is_draft(store.folder / name):
                durable.remove(store.folder / name)


def _manifest(
    file: Path,
    figures: Mapping[str, str],
    submissions: Sequence[Submission],
    settings: Values,
) -> dict[str, Any]:
    layers = (file.parent / _GEOMETRY).glob("*")
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "sha256": durable.sha256(file),
        "recipe": recipe(),
        "settings": in_manifest(settings),
        "submissions": {one.id: one.sha256 for one in submissions},
        "figures": dict(figures),
        "layers": sorted(one.name for one in layers),
    }


def _keep(store: Store, draft: Path, manifest: Mapping[str, Any]) -> Snapshot:
    """Give a draft its number, and make it the one that is read."""
    made = draft / _FILE
    durable.sync_file(made)  # before others have to wait for it
    with sealing.changing(store.folder) as change:
        # a number is not given again, not even that of a snapshot that is gone
        there = [
            *durable.numbered(store.snapshots_folder),
            *map(Path, change.sealed.files),
        ]
        taken = [int(one.stem) for one in there if one.parent.name == "snapshots"]
        file = store.snapshots_folder / f"{max(taken, default=0) + 1:06d}.duckdb"
        durable.place(made, file)
        said = {**manifest, "id": file.stem, "seal": change.number}
        change.put(
            {
                f"geometry/{n}": (draft / _GEOMETRY / n).read_bytes()
                for n in manifest["layers"]
            }
            | {f"snapshots/{file.stem}.json": durable.json_bytes(said)}
            | naming(file.stem)
        )
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
    duckdb_files.attach(work, file, "snapshot")
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
    work: duckdb.DuckDBPyConnection,
    store: Store,
    folder: Path,
    progress: Progress,
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
            folder, regions, code, centres(store.folder, code) or None
        )
        work.execute(
            "insert into marts.map_layers values (?, ?)", [code, drawn.to_json()]
        )


def _hash_files(folder: Path, files: Iterable[Path]) -> str:
    content = {
        file.relative_to(folder).as_posix(): durable.sha256(file) for file in files
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
