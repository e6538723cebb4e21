"""The store: deliveries that were accepted, and which of them count.

A delivery is what one import accepted: a folder ``deliveries/000001`` with one Parquet
file a submission and a ``manifest.json`` that says who sent what and when, with the
SHA-256 of each file and of the manifest before it. It appears by one rename and is
never changed; the store's seal (`imbang.store.seal`) holds the SHA-256 of each manifest.
"""

from __future__ import annotations

import getpass
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filelock

from imbang import paths
from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.disk.mishaps import MEGABYTE, in_words
from imbang.refusals import Refusal, refuse_nik
from imbang.store import acceptance, erasures, seal, sealing
from imbang.store.acceptance import OfficeMonth
from imbang.store.damage import Broken
from imbang.store.manifests import (
    Delivery,
    Submission,
    delivery_of,
    replaced_by,
    texts_brought,
    write_submission,
)
from imbang.store.slots import Slot
from imbang.store.workspace import Workspace
from imbang.texts import _

if TYPE_CHECKING:
    from imbang.store.drafts import Draft


PREPARING = ".prepare.lock"


class Overtaken(Refusal):
    """What was to be replaced is not what counts by now; ``by`` what does."""

    def __init__(self, by: Sequence[Submission]) -> None:
        super().__init__(
            _(
                "Meanwhile something else was recorded for the same dataset, office "
                "and period. Look again at what will be replaced."
            )
        )
        self.by = tuple(by)


_known: dict[Path, dict[str, Delivery]] = {}
"""The deliveries of each store as this process has read them last."""
_counting: dict[Path, tuple[tuple[str, ...], tuple[Submission, ...]]] = {}
"""The submissions that counted in each store when it was last asked, by the hashes of its
deliveries and erasures: of 31,000 it takes a quarter of a second to tell."""


class Store:
    """A folder that holds all that was accepted and published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.deliveries_folder = folder / "deliveries"
        self.snapshots_folder = folder / "snapshots"
        self.geometry_folder = folder / "geometry"
        self.current_file = folder / "current.json"
        self.identity_file = folder / "identity.json"

    def writing(self) -> AbstractContextManager[Any]:
        """Hold this while writing: one process at a time, others wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return filelock.FileLock(self.folder / ".lock")

    def preparing(self) -> filelock.BaseFileLock:
        """Held by the process that makes the store ready to be served."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return filelock.FileLock(self.folder / PREPARING)

    def is_being_written(self) -> bool:
        """Whether some process writes right now."""
        lock = filelock.FileLock(self.folder / ".lock")
        try:
            with lock.acquire(timeout=0):
                return False
        except filelock.Timeout:
            return True
        except OSError:  # who may not lock it here may not write it either
            return False

    def deliveries(self) -> list[Delivery]:
        """All deliveries, oldest first, as erasures left them. Broken where one is not as
        it was recorded."""
        return erasures.applied(self.recorded(), erasures.read(self.folder))

    def recorded(self) -> list[Delivery]:
        """All deliveries, oldest first, as they came, with what was erased since."""
        found = {
            f"deliveries/{folder.name}/manifest.json": content
            for folder in durable.numbered(self.deliveries_folder)
            if (content := seal.bytes_of(folder / "manifest.json")) is not None
        }
        if (seals := seal.read(self.folder)) is not None:
            for name in seals.sealed.files:
                if name.startswith("deliveries/") and name not in found:
                    # came since the folder was listed, or is gone
                    content = seal.bytes_of(self.folder / name)
                    if content is None:
                        raise Broken(name, "missing")
                    found[name] = content
        hashes = {name: seal.sha256(content) for name, content in found.items()}
        if seals is not None:
            for name, own in hashes.items():
                if own not in seals.allowed(name):
                    raise Broken(name)
        # a manifest never changes: what this process read before it need not read again
        before, now = _known.get(self.folder, {}), dict[str, Delivery]()
        for name in sorted(found, key=_number):
            one = before.get(name)
            if one is None or one.sha256 != hashes[name]:
                one = delivery_of(name, found[name])
            now[name] = one
        _known[self.folder] = now
        return list(now.values())

    def counted(self) -> list[Submission]:
        """The submissions that count, in the order they were recorded.

        For the same dataset, office and period the last one counts, of datasets that
        are sent part by part for what it tells of; one that was withdrawn does not.
        """
        erased, recorded = erasures.read(self.folder), self.recorded()
        state = _state(recorded, erased)
        known = _counting.get(self.folder)
        if known is None or known[0] != state:
            standing = self._standing(erasures.applied(recorded, erased))
            replaced = replaced_by(standing)
            counted = tuple(one for one in standing if one.id not in replaced)
            known = _counting[self.folder] = state, counted
        return list(known[1])

    def state(self) -> tuple[str, ...]:
        """What changes with whatever is recorded or erased: the hashes of both."""
        return _state(self.recorded(), erasures.read(self.folder))

    def standing(self) -> list[Submission]:
        """The submissions that were not withdrawn: those that count, and the replaced
        ones that would count again without what replaced them."""
        return self._standing(self.deliveries())

    def _standing(self, deliveries: Sequence[Delivery]) -> list[Submission]:
        withdrawn = {id for item in deliveries for id in item.manifest["withdraws"]}
        return [one for one in self.submissions(deliveries) if one.id not in withdrawn]

    def sample(self) -> list[Submission]:
        """The submissions of the sample that were not withdrawn."""
        return [one for one in self.standing() if one.is_sample]

    def submissions(
        self, deliveries: Iterable[Delivery] | None = None
    ) -> list[Submission]:
        """Every submission ever accepted, replaced and withdrawn ones too."""
        found = self.deliveries() if deliveries is None else deliveries
        return [submission for item in found for submission in item.submissions]

    def parquet(self, submission: Submission) -> Path:
        """The file of a submission's rows, as erasures left them."""
        return Path(self.stored(submission))

    def stored(self, submission: Submission) -> str:
        """Where a submission's rows are: a path costs more, and there are many."""
        folder = submission.id.partition("-")[0]
        return f"{self.deliveries_folder}{os.sep}{folder}{os.sep}{submission.parquet}"

    def fingerprint(self) -> str | None:
        """The fingerprint of the key that identities here were made with."""
        name = self.identity_file.name
        if not self.identity_file.is_file():
            if seal.is_lost(self.folder, name):
                raise Broken(name, "missing")
            return self.fingerprint() if self.identity_file.is_file() else None
        content = self.identity_file.read_bytes()
        seal.expect(self.folder, name, content)
        try:
            return str(json.loads(content)["fingerprint"])
        except (ValueError, KeyError, TypeError) as error:
            raise Broken(name) from error

    def record(
        self,
        drafts: Sequence[Draft],
        *,
        by: str | None,
        received_on: date,
        is_sample: bool = False,
        fingerprint: str | None = None,
        sources: Mapping[str, str | None] | None = None,
        warnings: Sequence[Mapping[str, Any]] = (),
        replacing: Mapping[Slot, str | None] | None = None,
        without_sample: bool = False,
    ) -> str:
        """Accept ``drafts`` as one delivery, whole or not at all; its id.

        ``fingerprint`` is that of the key used for identities, None when the drafts
        hold none; ``sources`` are the keyed hashes of the files they were read from
        (`imbang.store.identity.Key.seal`), by name, None where no key was at hand;
        ``warnings`` what the check warned of (`imbang.intake.importing.kept_warnings`).
        ``replacing`` holds the submissions that someone was told will be replaced:
        Overtaken when others count by now. ``without_sample`` withdraws the sample by the
        same delivery. Misuse where ``by``, a name or a warning
        holds a NIK: whoever makes drafts masks names of files, sheets and columns.
        NotAllowed for an office whose files whoever acts may not import; who logged in
        stands for ``by``. Locked where the head of an office has accepted the month.
        """
        for draft in drafts:
            acting.require(Right.IMPORT, draft.office)
        if without_sample:
            acting.require(Right.GO_BACK)
        manifest: dict[str, Any] = {
            "recorded_by": acting.signed(by or user_name()),
            "received_on": received_on.isoformat(),
            "is_sample": is_sample,
            "sources": dict(sources or {}),
            "warnings": list(warnings),
            "withdraws": [],
        }
        refuse_nik(*texts_brought(drafts, manifest))
        with in_words(self.folder, needed=_room(drafts)), self.writing():
            if replacing is not None:
                self._refuse_overtaken(replacing)
            if without_sample:
                manifest["withdraws"] = [one.id for one in self.sample()]
            self.refuse_locked(
                {acceptance.place_of(one) for one in drafts}, manifest["withdraws"]
            )
            known = self.fingerprint()
            if fingerprint and known not in (None, fingerprint):
                # another first import, with another key, was quicker
                raise Refusal(
                    _(
                        "The identity key in {path} is not the one this store was "
                        "filled with. Files with NIK are refused until the right one "
                        "is back: imbang key import FILE.",
                        path=paths.key_file(),
                    )
                )
            return self._deliver(
                drafts, manifest, first_key=fingerprint if known is None else None
            )

    def _refuse_overtaken(self, replacing: Mapping[Slot, str | None]) -> None:
        counts = {one.slot: one for one in self.counted()}
        others = [
            counts[slot]
            for slot, id in replacing.items()
            if slot in counts and counts[slot].id != id
        ]
        if others:
            raise Overtaken(others)

    def refuse_locked(
        self, changed: Collection[OfficeMonth], without: Collection[str] = ()
    ) -> None:
        """Locked where the head of an office has accepted one of its months ``changed``;
        what is withdrawn by the same delivery (ids, ``without``) is none any more."""
        workspace = Workspace(self.folder)
        if changed and acceptance.is_kept(workspace):
            left = [one for one in self.counted() if one.id not in without]
            acceptance.refuse_locked(workspace, changed, left)

    def withdraw(self, submissions: Sequence[Submission], *, by: str | None) -> str:
        """Take submissions out of the count, on record; the id of that delivery.

        Misuse where ``by`` holds a NIK; NotAllowed as `record`, those of the sample also
        where whoever acts may not take it out. Locked where the head of an office has
        accepted the month; the sample can always be taken out.
        """
        for one in submissions:
            if not (one.is_sample and acting.person().may(Right.GO_BACK)):
                acting.require(Right.IMPORT, one.office)
        name = acting.signed(by or user_name())
        refuse_nik(name)
        with in_words(self.folder), self.writing():
            self.refuse_locked(
                {acceptance.place_of(one) for one in submissions if not one.is_sample},
            )
            return self._deliver(
                [],
                {
                    "recorded_by": name,
                    "received_on": date.today().isoformat(),
                    "is_sample": False,
                    "sources": {},
                    "withdraws": [submission.id for submission in submissions],
                },
            )

    def _deliver(
        self,
        drafts: Sequence[Draft],
        manifest: dict[str, Any],
        *,
        first_key: str | None = None,
    ) -> str:
        """Record a delivery; ``first_key`` is the fingerprint of the store's first key."""
        self.deliveries_folder.mkdir(parents=True, exist_ok=True)
        for leftover in self.deliveries_folder.glob(".draft-*"):
            durable.remove(leftover)
        before = self.deliveries()
        number = f"{int(before[-1].id) + 1 if before else 1:06d}"
        draft_folder = self.deliveries_folder / f".draft-{os.getpid()}"
        draft_folder.mkdir()
        try:
            manifest |= {
                "id": number,
                "previous": before[-1].sha256 if before else None,
                "recorded_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "submissions": [
                    write_submission(draft_folder, f"{number}-{index}", draft)
                    for index, draft in enumerate(drafts, 1)
                ],
            }
            self._place(draft_folder, manifest, first_key)
        except BaseException:
            shutil.rmtree(draft_folder, ignore_errors=True)
            raise
        return number

    def _place(
        self, draft: Path, manifest: dict[str, Any], first_key: str | None
    ) -> None:
        final = self.deliveries_folder / manifest["id"]
        with sealing.changing(self.folder) as change:
            said = durable.json_bytes({**manifest, "seal": change.number})
            durable.write_bytes(draft / "manifest.json", said)
            files = {f"deliveries/{final.name}/manifest.json": seal.sha256(said)}
            key = durable.json_bytes({"fingerprint": first_key})
            if first_key:
                files[self.identity_file.name] = seal.sha256(key)
            change.announce(files)
            if first_key:
                durable.write_bytes(self.identity_file, key)
            durable.place(draft, final)


def _state(
    recorded: Iterable[Delivery], erased: Iterable[erasures.Erasure]
) -> tuple[str, ...]:
    return (*(one.sha256 for one in recorded), *(one.sha256 for one in erased))


def _number(manifest: str) -> int:
    """The number of the delivery whose manifest has this name."""
    return int(manifest.split("/")[1])


def _room(drafts: Sequence[Draft]) -> int:
    """Bytes that recording needs at the most: files are packed, tables are not."""
    return MEGABYTE + sum(int(draft.table.nbytes) for draft in drafts)


def user_name() -> str:
    """Who runs this, as the computer knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in a container
        return "-"
