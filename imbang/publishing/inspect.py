"""The quick part of verification: every file of a store against hashes and chains."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from imbang.disk import durable
from imbang.publishing.kept import PARTS, kept_parts
from imbang.refusals import Refusal
from imbang.store import damage, erasures, log_chain, seal, sealing
from imbang.store.damage import Unprovable
from imbang.store.deliveries import PREPARING, Store
from imbang.store.manifests import Delivery, delivery_of
from imbang.store.seal import Seals
from imbang.store.snapshots import current_snapshot, snapshots
from imbang.texts import _

LOCKS = frozenset({seal.LOCK, ".lock"})
_APART = {seal.SEALED, seal.PLANNED, PREPARING, *LOCKS}
_MANIFEST = re.compile(r"deliveries/\d+/manifest\.json")
_FIGURES = re.compile(r"snapshots/\d+\.duckdb")
_SNAPSHOT = re.compile(r"snapshots/\d+\.json")
_LEFT = re.compile(
    r"(?:deliveries/\.draft-\d+|snapshots/\.draft)/.*|workspace\.db-journal"
)


@dataclass
class Found:
    """What an inspection came to: sentences of what is wrong, by the file concerned.

    ``foreign`` are those files that are none of the store's.
    """

    problems: dict[str, list[str]] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)

    def add(self, name: str, text: str) -> None:
        """Note what is wrong with a file."""
        self.problems.setdefault(name, []).append(text)

    def say(self, name: str, state: damage.State = "changed") -> None:
        """Like `add`, in the usual words, once."""
        if name not in self.problems:
            self.add(name, damage.told(name, state))

    @property
    def texts(self) -> list[str]:
        """All that is wrong, one sentence each."""
        return [text for told in self.problems.values() for text in told]


def inspect(store: Store) -> Found:
    """Hold every file of ``store`` against the seal, chains and manifests.

    Nothing is written. Refusal where there is no store.
    """
    found = Found()
    if not seal.is_begun(store.folder):
        raise Refusal(_("There is no store in {folder}.", folder=store.folder))
    with sealing.still(store.folder):
        known = _seals(store, found)
        seals = known or _as_it_is(store)
        names = seal.listed(store.folder)
        _compare(store, seals, found)
        heads = {seals.sealed.log, seals.planned.log} if known else None
        _inspect_workspace(store, heads, found)
        recorded = _deliveries(store, seals, found)
        deliveries, gone = _erased(store, recorded, found)
    expected = {**_rows(deliveries), **_figures(store, seals, found)}
    for name, sha256 in expected.items():
        _hold(store, name, {sha256}, found)
    _inspect_maps(store, seals, found)
    _inspect_current(store, found)
    rest = {*names} - {*seals.names(), *expected, *_APART, *gone}
    for name in sorted(rest):
        _inspect_other(store, name, seals, found)
    return found


def _as_it_is(store: Store) -> Seals:
    """What is there now, where no seal says what should be."""
    now = seal.inventory(store.folder)
    return Seals(now, now)


def _seals(store: Store, found: Found) -> Seals | None:
    try:
        seals = seal.read(store.folder)
        if seals is None and seal.was_sealed(store.folder):
            raise Unprovable
    except Unprovable as broken:
        found.add(seal.SEALED, str(broken))
        return None
    if seals is None:
        found.add(
            seal.SEALED,
            _(
                "This store was made by an earlier version of Imbang, which did not "
                "seal what it stored. To have it sealed as it is: imbang publish."
            ),
        )
        return None
    for name in seals.damaged:
        is_there = (store.folder / name).exists()
        found.say(name, "changed" if is_there else "missing")
    return seals


def _compare(store: Store, seals: Seals, found: Found) -> None:
    """Hold the files that the seal names against it; the log may say more (below)."""
    for name in seals.names():
        if name == log_chain.FILE and seals.planned.log != seals.sealed.log:
            continue  # a change was announced: its bytes are not known, its entry is
        _hold(store, name, seals.allowed(name), found)


def _hold(store: Store, name: str, allowed: set[str | None], found: Found) -> None:
    is_there = seal.hash_of(store.folder / name)
    if is_there not in allowed:
        found.say(name, "missing" if is_there is None else "changed")


def _inspect_workspace(store: Store, heads: set[str] | None, found: Found) -> None:
    """The log and its tables; ``heads`` are what its last entry may be, if known."""
    path = store.folder / log_chain.FILE
    if not log_chain.is_made(path):
        if heads is not None and "" not in heads:
            found.say(log_chain.FILE, "missing")
        return
    faults = log_chain.faults(path)
    for text in faults:
        found.add(log_chain.FILE, text)
    if not faults and heads is not None and log_chain.head_of(path) not in heads:
        found.say(log_chain.FILE)


def _deliveries(store: Store, seals: Seals, found: Found) -> list[Delivery]:
    """The deliveries whose manifests can be relied on; the chain of all is checked."""
    deliveries: list[Delivery] = []
    previous: str | None = None
    for name in seals.names():
        path = store.folder / name
        if not _MANIFEST.fullmatch(name) or not path.is_file():
            continue
        content = path.read_bytes()
        if name not in found.problems:
            with _saying(found, name):
                one = delivery_of(name, content)
                deliveries.append(one)
                if one.manifest["previous"] != previous:
                    found.add(name, _not_after(one))
        previous = seal.sha256(content)
    return deliveries


def _erased(
    store: Store, recorded: list[Delivery], found: Found
) -> tuple[list[Delivery], set[str]]:
    """The deliveries as erasures left them; what a killed erasure left besides."""
    try:
        done = erasures.read(store.folder)
        deliveries = erasures.applied(recorded, done)
        gone = erasures.gone(recorded, done)
    except damage.Broken as broken:
        found.say(broken.name)
        return recorded, set()
    named = set(_rows(deliveries)) | gone
    drafts = erasures.drafts(store.folder, named)
    left = {name for name in gone if (store.folder / name).exists()}
    return deliveries, left | set(drafts)


def _not_after(delivery: Delivery) -> str:
    return _(
        "Delivery {id}: the one before it was changed or is missing. Restore the folder "
        "deliveries from a backup.",
        id=delivery.id,
    )


@contextlib.contextmanager
def _saying(found: Found, name: str) -> Iterator[None]:
    """What is not as it is written is told, in words."""
    try:
        yield
    except (Refusal, ValueError, KeyError, TypeError, AttributeError):
        found.say(name)


def _rows(deliveries: Sequence[Delivery]) -> dict[str, str]:
    return {
        f"deliveries/{one.id}/{sent.parquet}": sent.sha256
        for one in deliveries
        for sent in one.submissions
    }


def _figures(store: Store, seals: Seals, found: Found) -> dict[str, str]:
    """The files of figures and their hashes; maps that a snapshot needs are missed."""
    expected = {}
    for name in seals.names():
        if not _SNAPSHOT.fullmatch(name) or name in found.problems:
            continue
        if not (store.folder / name).is_file():
            continue  # announced, and never came
        with _saying(found, name):
            manifest = durable.read_json(store.folder / name)
            figures = str(PurePosixPath(name).with_suffix(".duckdb"))
            expected[figures] = str(manifest["sha256"])
            for layer in manifest.get("layers", ()):
                _require(store, f"geometry/{layer}", found)
            # what can be made again is not missed
            for part in kept_parts(manifest).values():
                expected |= {
                    file: sha256
                    for file, sha256 in part.files.items()
                    if (store.folder / file).is_file()
                }
    return expected


def _inspect_maps(store: Store, seals: Seals, found: Found) -> None:
    """Files named by their content, and what the index of the boundaries names."""
    for name in seals.names():
        path = store.folder / name
        if name in found.problems or not path.is_file():
            continue
        if name.startswith("geometry/"):
            is_well = durable.unpacked(path) is not None
        elif name.startswith("boundaries/") and path.name != "index.json":
            is_well = durable.is_named_by_content(path)
        else:
            continue
        if not is_well:
            found.say(name)
    if "boundaries/index.json" not in found.problems:
        with _saying(found, "boundaries/index.json"):
            _inspect_boundaries(store, found)


def _inspect_boundaries(store: Store, found: Found) -> None:
    from imbang.geometry.reading import read_index, read_layer_set

    index = read_index(store.folder)
    kept = [name for levels in index["kept"].values() for name in levels.values()]
    for name in (*kept, *index["layers"].values()):
        path = store.folder / "boundaries" / name
        if not path.is_file():
            found.say(f"boundaries/{name}", "missing")
        elif path.suffix == ".json" and f"boundaries/{name}" not in found.problems:
            for sha256 in read_layer_set(path).sha256s:
                _require(store, f"geometry/{sha256}.json.gz", found)


def _require(store: Store, name: str, found: Found) -> None:
    if not (store.folder / name).is_file():
        found.say(name, "missing")


def _inspect_current(store: Store, found: Found) -> None:
    try:
        current = current_snapshot(store.folder)
    except damage.Broken as broken:
        if broken.name not in found.problems:
            found.add(broken.name, str(broken))
    else:
        if current is not None:
            _require(store, f"snapshots/{current.id}.json", found)


def _inspect_other(store: Store, name: str, seals: Seals, found: Found) -> None:
    """What the seal does not hold: left by a kill, or nothing of the store's."""
    path = PurePosixPath(name)
    owner = str(path.with_name("manifest.json"))
    if _FIGURES.fullmatch(name):
        owner = str(path.with_suffix(".json"))
    if owner in found.problems or is_left_over(store, name):
        return  # in the first case nobody can say what belongs to it
    if name == log_chain.FILE and seals.planned.log != seals.sealed.log:
        return  # its first entry was announced
    found.foreign.add(name)
    found.say(name, "foreign")


def _of_parts(store: Store) -> set[str]:
    """The files that parts of any snapshot left, by name."""
    found: set[str] = set()
    for snapshot in snapshots(store):
        with contextlib.suppress(Refusal):
            for part in kept_parts(snapshot.manifest).values():
                found |= part.files.keys()
    return found


def is_left_over(store: Store, name: str) -> bool:
    """Whether killed work left a file, or running work has it: nothing reads it, and the
    next publish clears it away."""
    path = store.folder / name
    if name == log_chain.FILE:
        return not log_chain.is_made(path)
    if _FIGURES.fullmatch(name):
        return not path.with_suffix(".json").exists()
    if name.startswith(f"{PARTS}/"):
        return name not in _of_parts(store)
    return _LEFT.fullmatch(name) is not None or durable.is_draft(path)
