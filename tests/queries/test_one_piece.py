"""What is one part is published in one piece, and not made again where nothing changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from imbang.progress import Progress, silently
from imbang.publishing import whole
from imbang.publishing.parts import Job, Made
from imbang.publishing.publish import publish
from imbang.publishing.verify import verify
from imbang.reference.levels import NATION
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.conftest import draft

from ..together import without_maps
from .conftest import need


def test_a_snapshot_in_one_piece_is_made_again_where_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    make = whole.make

    def counted(job: Job, file: Path, progress: Progress) -> Made:
        made.append(file)
        return make(job, file, progress)

    monkeypatch.setattr(whole, "make", counted)
    store = Store(tmp_path / "store")
    sent = [draft("ppks", "63.71", "2024-06", [need("63.71.01.1001", 5)])]
    store.record(sent, by="tester", received_on=date(2024, 7, 10))
    with without_maps():
        first = publish(store)
        assert first.manifest["parts"].keys() == {NATION}
        second = publish(store)
        assert (len(made), second.id) == (1, "000002")
        assert second.path.read_bytes() == first.path.read_bytes()
        for name in ("parts", "figures", "layers", "sha256"):
            assert second.manifest[name] == first.manifest[name]
        assert verify(store, silently) == []
        assert len(made) == 2, "verification makes all of it anew"
        settings.change(Workspace(store.folder), "norm", "150", by="Ani")
        third = publish(store)
    assert len(made) == 3
    assert third.manifest["figures"] != first.manifest["figures"]
