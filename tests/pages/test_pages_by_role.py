"""Every page with every role: opened or refused, and the files that it offers to each.

The table of pages is that of `test_roles_on_pages`, the one of files is here; both are
written by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.conftest import CITY
from tests.pages.hostile_files import offered as offered_files
from tests.pages.test_pages import opened, words
from tests.pages.test_roles_on_pages import (
    FILES,
    OFFICERS,
    PAGES,
    REFUSED,
    WHO,
    WITH_ROLE,
    Sit,
    offered,
    sit,
)

__all__ = ["sit"]
CHANGES = {"received_on", "people_give", "norm_save", "publish", "workload_save"}
OF_THE_CITY = {"officer", "head"}
# by page and part of it: what each file is of (its name up to the region), and for whom
OFFERED: dict[tuple[str, str], dict[str, set[str]]] = {
    ("1_ringkasan", ""): dict.fromkeys(["map", "rounds", "summary"], WITH_ROLE),
    ("2_pilar_sosial", ""): {"pillar_ladder": WITH_ROLE},
    ("2_pilar_sosial", "dual"): {},
    ("3_cakupan_psm", ""): dict.fromkeys(["map", "coverage"], WITH_ROLE),
    ("3_cakupan_psm", "norm"): {"norm_effect": WITH_ROLE},
    ("4_pmks", ""): dict.fromkeys(["needs_change", "needs_groups"], WITH_ROLE),
    ("5_indikator", ""): {"indicators": WITH_ROLE},
    ("6_profil", ""): {
        **dict.fromkeys(["history", "profile"], WITH_ROLE),
        "owed": OF_THE_CITY,  # a letter's list of what is open, with findings
    },
    ("6_rapat", ""): dict.fromkeys(["imbang", "imbang-internal"], WITH_ROLE),
    ("7_bimtek", ""): {},
    ("8_dtks_dan_rujukan", ""): {},
    ("9_penempatan", ""): dict.fromkeys(["map", "placement"], WITH_ROLE),
    ("9_penempatan", "scenarios"): {"placement": WITH_ROLE},
    ("10_mutu_data", ""): dict.fromkeys(["completeness", "reporting"], WITH_ROLE),
    ("10_mutu_data", "findings"): {"findings": OF_THE_CITY},
    ("10_mutu_data", "rules"): {},
    ("10_persetujuan", ""): {},
    ("11_impor_data", "import"): {"templat": OFFICERS},
    ("11_impor_data", "sent"): {},
    ("11_impor_data", "published"): {},
    ("12_metode", ""): {},
    ("13_pengaturan", ""): {},
    ("13_pengaturan", "people"): {},
    ("13_pengaturan", "log"): {},
}


def test_every_page_stands_in_the_table_of_files() -> None:
    assert {stem for stem, _tab in OFFERED} == PAGES.keys()


@pytest.mark.parametrize(("stem", "tab"), OFFERED)
def test_a_page_and_its_files_are_for_those_of_the_tables(
    served: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch, stem: str, tab: str
) -> None:
    files = offered_files(monkeypatch)
    asked = {"region": CITY, **({"tab": tab} if tab else {})}
    found: dict[str, set[str]] = {}
    for who in WHO:
        files.clear()
        sit(who)
        app = opened(FILES[stem], **asked)
        assert not app.exception, who
        if who == "nobody":
            assert "Anda belum memegang peran" in app.title[0].value
            assert offered(app) == set()
        else:
            is_refused = REFUSED in words(app)
            assert is_refused == (who not in PAGES[stem]), who
            if is_refused:
                assert "diperlukan peran" in words(app)
                assert offered(app) & CHANGES == set(), who
        for name in {one.name.partition(f"_{CITY}")[0] for one in files}:
            of = name.partition(f"-{CITY}")[0].partition(".")[0]
            found.setdefault(of, set()).add(who)
    assert found == OFFERED[stem, tab]
