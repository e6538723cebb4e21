"""What each role finds on the pages: the table of pages, and what each offers to whom.

The tables are written by hand: whoever adds a page writes here who may see it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from imbang.access import acting
from imbang.access.people import NOBODY, OPERATOR, Grant, Person
from imbang.access.rights import Role
from imbang.app.page_files import list_pages
from imbang.settings import people
from imbang.store.deliveries import Store
from imbang.store.personal import seen
from imbang.store.workspace import VIEW, Workspace
from tests.pages.conftest import CITY
from tests.pages.test_import_page import GOOD, drop, said, workbook
from tests.pages.test_import_page import opened as opened_import
from tests.pages.test_pages import opened, words

WHO = {
    "viewer": Person("i v", "Vina", (Grant(Role.VIEWER),)),
    "planner": Person("i p", "Putu", (Grant(Role.PLANNER),)),
    "officer": Person("i o", "Oki", (Grant(Role.OFFICER, CITY),)),
    "officer elsewhere": Person("i e", "Edi", (Grant(Role.OFFICER, "63.72"),)),
    "head": Person("i h", "Hadi", (Grant(Role.HEAD, CITY),)),
    "administrator": Person("i a", "Adi", (Grant(Role.ADMINISTRATOR),)),
    "nobody": NOBODY,
}
WITH_ROLE = set(WHO) - {"nobody"}
OFFICERS = {"officer", "officer elsewhere"}
PAGES = {
    "1_ringkasan": WITH_ROLE,
    "2_pilar_sosial": WITH_ROLE,
    "3_cakupan_psm": WITH_ROLE,
    "4_pmks": WITH_ROLE,
    "5_indikator": WITH_ROLE,
    "6_profil": WITH_ROLE,
    "6_rapat": WITH_ROLE,
    "7_bimtek": WITH_ROLE,
    "8_dtks_dan_rujukan": WITH_ROLE,
    "9_penempatan": WITH_ROLE,
    "10_mutu_data": WITH_ROLE,
    "10_persetujuan": OFFICERS | {"head"},
    "11_impor_data": OFFICERS | {"administrator"},
    "12_metode": WITH_ROLE,
    "13_pengaturan": {"administrator"},
}
FILES = {file.path.stem: file for file in list_pages()}
REFUSED = "Halaman ini bukan untuk peran Anda."
Sit = Callable[[str], None]


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Has somebody sit before the screen: pages run in a thread of their own."""

    def before(who: str) -> None:
        monkeypatch.setattr(acting, "_found", [lambda: WHO[who]])

    return before


def offered(app: AppTest) -> set[str]:
    """The keys of all that can be pressed, typed into or chosen."""
    kinds = (app.button, app.text_input, app.selectbox, app.checkbox, app.text_area)
    return {one.key for kind in kinds for one in kind if one.key}


def test_every_page_stands_in_the_table() -> None:
    assert FILES.keys() == PAGES.keys()


@pytest.mark.parametrize("who", WHO)
def test_a_page_is_for_those_of_the_table(who: str) -> None:
    for stem, file in FILES.items():
        assert file.is_for(WHO[who]) == (who in PAGES[stem]), stem


@pytest.mark.parametrize("stem", [s for s, who in PAGES.items() if "viewer" in who])
def test_whoever_sees_figures_alone_opens_every_page_of_figures(
    served: Path, sit: Sit, stem: str
) -> None:
    sit("viewer")
    app = opened(FILES[stem], region=CITY)
    assert not app.exception
    assert not app.error
    assert [one.value for one in app.warning] == []
    assert REFUSED not in words(app)
    assert len(words(app).split()) > 20


def test_who_holds_no_role_sees_nothing_but_why(served: Path, sit: Sit) -> None:
    sit("nobody")
    for stem in ("1_ringkasan", "11_impor_data"):
        app = opened(FILES[stem], region=CITY)
        assert not app.exception
        assert [one.value for one in app.title] == ["Anda belum memegang peran di sini"]
        assert offered(app) == set()
        assert not any(sign.isdigit() for sign in words(app).split("terbitan")[0])


CONTROLS: dict[tuple[str, str, str], set[str]] = {
    ("11_impor_data", "", "received_on"): OFFICERS,
    ("13_pengaturan", "people", "people_give"): {"administrator"},
    ("13_pengaturan", "", "norm_save"): {"administrator"},
    ("3_cakupan_psm", "norm", "workload_save"): {"planner", "head"},
    ("9_penempatan", "scenarios", "scenario_save"): {"planner", "head"},
    ("6_rapat", "", "note"): {"head"},
    ("6_rapat", "", "public_open"): {"head"},
    ("6_rapat", "", "arrange_reset"): {"administrator"},
}


@pytest.mark.parametrize(("stem", "tab", "key"), CONTROLS)
def test_what_one_may_do_is_offered_and_nothing_else(
    served: Path, sit: Sit, stem: str, tab: str, key: str
) -> None:
    allowed = CONTROLS[stem, tab, key]
    asked = {"region": CITY, **({"tab": tab} if tab else {})}
    seeing = PAGES[stem]
    for who in (min(allowed), next(iter(sorted(seeing - allowed)), "")):
        if who:
            sit(who)
            app = opened(FILES[stem], **asked)
            assert not app.exception, who
            assert (key in offered(app)) == (who in allowed), who
            assert "person_name" not in offered(app)  # who logged in need not say


def test_a_file_of_another_office_is_refused_in_words(
    served_copy: Path, sit: Sit
) -> None:
    sit("officer elsewhere")
    before = len(Store(served_copy).submissions())
    app = drop(opened_import(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    assert "Berkas ini milik Kota Banjarmasin (63.71)" in said(app)
    assert "Kota Banjarbaru" in said(app)
    assert app.button(key="accept_all").disabled
    assert len(Store(served_copy).submissions()) == before


REGISTER = [["63.71.01.1001", "PSM", "Siti Aminah"]]
HEADING = ["Kode Wilayah", "Jenis Pilar", "Nama"]


def test_names_of_a_register_are_shown_in_its_region_and_who_saw_them_is_on_record(
    served_copy: Path, sit: Sit
) -> None:
    def looks() -> list[tuple[str, str, str, int]]:
        with acting.acting_as(OPERATOR):
            found = seen.looks(served_copy)
        return [(one.who, one.region, one.what, one.rows) for one in found]

    register = workbook(REGISTER, heading=HEADING)
    for who in ("officer elsewhere", "officer"):
        sit(who)
        app = drop(opened_import(lang="id"), ("pilar.xlsx", register))
        helps = [one.help for one in app.selectbox if one.help]
        assert any("Siti" in one for one in helps) == (who == "officer"), helps
        if who != "officer":
            assert looks() == []
            assert "Siti" not in said(app)
            assert "Berkas ini milik Kota Banjarmasin (63.71)" in said(app)
    assert looks() == [("Oki", CITY, "import", 1)]


def test_an_officers_file_is_recorded_in_their_name(
    served_copy: Path, sit: Sit
) -> None:
    sit("officer")
    app = drop(opened_import(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    app.button(key="accept_all").click().run()
    assert not app.exception
    assert Store(served_copy).submissions()[-1].recorded_by == "Oki"


def test_an_officer_looks_back_on_their_own_submissions_alone(
    served: Path, sit: Sit
) -> None:
    for who, told in (
        ("officer", "4 kiriman"),
        ("officer elsewhere", "Belum ada kiriman."),
        ("administrator", "4 kiriman"),
    ):
        sit(who)
        assert told in said(opened_import(lang="id", tab="sent")), who


def test_views_are_opened_by_all_and_saved_by_planners(
    served_copy: Path, sit: Sit
) -> None:
    sit("planner")
    app = opened(region=CITY)
    app.session_state["views"] = True
    app.run()
    app.text_input(key="views_name").set_value("Kota").run()
    app.button(key="views_save").click().run()
    assert not app.exception
    [entry] = Workspace(served_copy).entries(VIEW).values()
    assert entry.changed_by == "Putu"
    sit("viewer")
    app = opened(region=CITY)
    app.session_state["views"] = True
    app.run()
    assert "Kota" in str([one.proto for one in app.get("page_link")])
    assert "views_save" not in offered(app)
    assert "perencana" in words(app)


def test_roles_are_given_taken_and_taken_back(served_copy: Path, sit: Sit) -> None:
    sit("administrator")
    kept = Workspace(served_copy)
    page = FILES["13_pengaturan"]
    app = opened(page, tab="people")
    [who] = [one for one in app.text_input if one.key.endswith("_who")]
    who.set_value("Ani@dinsos.go.id").run()
    [role] = [one for one in app.selectbox if one.key.endswith("_role")]
    role.select(Role.OFFICER).run()
    [region] = [one for one in app.selectbox if one.key.endswith("_region")]
    region.select(CITY).run()
    app.button(key="people_give").click().run()
    assert not app.exception
    held = {"ani@dinsos.go.id": (Grant(Role.OFFICER, CITY),)}
    assert people.kept(kept) == held
    assert "Kota Banjarmasin (63.71)" in words(app)
    app.button(key="take_0").click().run()
    assert people.kept(kept) == {}
    app.button(key="people_undo").click().run()
    assert people.kept(kept) == held
    assert [one.changed_by for one in people.history(kept)] == ["Adi"] * 3


def test_the_last_administrators_role_is_not_taken(served_copy: Path, sit: Sit) -> None:
    kept = Workspace(served_copy)
    people.give(kept, "adi@dinsos.go.id", "administrator", by="operator")
    sit("administrator")
    app = opened(FILES["13_pengaturan"], tab="people", person="adi@dinsos.go.id")
    app.button(key="take_0").click().run()
    assert not app.exception
    assert [one.value for one in app.error]
    assert "adi@dinsos.go.id" in people.kept(kept)
