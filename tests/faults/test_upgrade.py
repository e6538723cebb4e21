"""A store of an earlier version is read, added to and published by the code of today."""

from __future__ import annotations

import tarfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from imbang import demo
from imbang.disk import durable
from imbang.intake.importing import import_files
from imbang.intake.report.results import Options
from imbang.periods import parse_period
from imbang.progress import silently
from imbang.publishing.inspect import inspect
from imbang.publishing.verify import verify
from imbang.questions.asking import ask
from imbang.refusals import Refusal
from imbang.settings import settings
from imbang.store import snapshots
from imbang.store.deliveries import Store
from imbang.store.workspace import SETTING, Workspace

STORES = Path(__file__).parents[1] / "stores"
REGISTER = """\
NIK,Nama,Jenis Pilar,Kode Wilayah,Jenis Kelamin,Status
6371010101800001,Siti Contoh,PSM,63.71.01.1001,P,Aktif
6371010202810002,Budi Contoh,PSM,63.71.01.1001,L,Aktif
6371010202810002,Budi Contoh,TKSK,63.71.01,L,Aktif
6371010303820003,Ani Contoh,PSM,63.71.01.1002,P,Aktif
"""
NEEDS = """\
Kode Wilayah,Jenis PMKS,Periode,Jumlah
63.71.01.1001,Fakir miskin,2025-06,130
63.71.01.1002,Fakir miskin,2025-06,90
63.71.01.1001,Lanjut usia terlantar,2025-06,10
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store that 0.1.0 wrote; its key lies beside it."""
    folder = tmp_path_factory.mktemp("old")
    with tarfile.open(STORES / "0.1.0.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return Store(folder / "store")


@pytest.fixture(scope="module")
def before(old: Store) -> dict[str, str]:
    """The hash of every file that never changes, as 0.1.0 left it."""
    found = [*old.folder.glob("deliveries/*/*"), *old.folder.glob("snapshots/*")]
    return {str(path): durable.sha256(path) for path in found}


@pytest.fixture(scope="module")
def upgraded(old: Store, before: dict[str, str]) -> Store:
    """The same store after two more files and what `imbang serve` does before it serves."""
    del before  # what was there is to be hashed first
    beside = old.folder.parent
    (beside / "register.csv").write_text(REGISTER)
    (beside / "needs.csv").write_text(NEEDS)
    told = Options(region="63.71", period=parse_period("2025-06"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("IMBANG_KEY_FILE", str(beside / "key"))
        for name, options in (("register.csv", told), ("needs.csv", Options())):
            sent = import_files(
                old,
                [beside / name],
                options,
                by="Operator Contoh",
                received_on=date(2025, 7, 1),
            )
            assert sent.delivery, [one.message for one in sent.report.problems]
        assert snapshots.snapshot_id(old.folder) == "000002"
        demo.ensure(old, lambda: silently)
    return old


def coverage(store: Store, region: str, level: str, as_of: str) -> pd.DataFrame:
    answer = ask(store.folder, "coverage", region=region, level=level, as_of=as_of)
    return answer.set_index("region_code")


def test_an_old_store_is_read_before_anything_is_done(tmp_path: Path) -> None:
    with tarfile.open(STORES / "0.1.0.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    store = Store(tmp_path / "store")
    assert [one.dataset for one in store.counted()] == [
        "ppks",
        "ppks",
        "pillars",
        "population",
    ]
    found = inspect(store)
    assert list(found.problems) == ["seal.json"]
    assert "imbang publish" in found.texts[0]
    with pytest.raises(Refusal, match="imbang publish"):  # its tables are of then
        coverage(store, "63.71.01", "village", "2024-12")


def test_it_is_published_sealed_and_sound(
    upgraded: Store, before: dict[str, str]
) -> None:
    assert snapshots.snapshot_id(upgraded.folder) == "000003"
    assert (upgraded.folder / "seal.json").is_file()
    assert verify(upgraded, silently) == []
    assert {name: durable.sha256(Path(name)) for name in before} == before


def test_what_was_set_then_still_holds(upgraded: Store) -> None:
    workspace = Workspace(upgraded.folder)
    assert settings.current(workspace)["norm"] == "150"
    first = workspace.changes(SETTING)[-1]
    assert (first.key, first.after, first.changed_by) == (
        "norm",
        "150",
        "Operator Contoh",
    )


def test_figures_of_then_are_those_counted_by_hand(upgraded: Store) -> None:
    villages = coverage(upgraded, "63.71.01", "village", "2024-12")
    one, two = villages.loc["63.71.01.1001"], villages.loc["63.71.01.1002"]
    # 110 poor and 10 neglected elderly to Siti and Budi; 90 poor, and Ani not active
    assert (one["ppks_persons"], one["psm_active"]) == (120, 2)
    assert (one["ratio_ppks_per_psm"], one["state"]) == (60, "proportionate")
    assert (two["ppks_persons"], two["psm_active"]) == (90, 0)
    assert (two["state"], two["shortage"], two["uncovered_persons"]) == (
        "no_psm",
        1,
        90,
    )
    before = coverage(upgraded, "63.71.01", "village", "2024-06")
    assert before.loc["63.71.01.1001", "ppks_persons"] == 132  # 120 and 12
    city = coverage(upgraded, "63.71", "regency", "2024-12").loc["63.71"]
    assert (city["ppks_persons"], city["psm_active"]) == (210, 2)
    assert city["ratio_ppks_per_psm"] == 105


def test_what_is_sent_now_goes_on_from_it(upgraded: Store) -> None:
    villages = coverage(upgraded, "63.71.01", "village", "2025-06")
    assert villages.loc["63.71.01.1001", "ppks_persons"] == 140
    assert villages.loc["63.71.01.1002", "psm_active"] == 1  # Ani is active again
    ladder = ask(
        upgraded.folder,
        "pillar_ladder",
        region="63.71",
        level="regency",
        as_of="2025-06",
    )
    whole = ladder[ladder["kind"].isna()].iloc[0]
    # four roles of three people: Budi is PSM and TKSK, known by the key of then
    assert (whole["roles"], whole["persons"], whole["active"]) == (4, 3, 3)
