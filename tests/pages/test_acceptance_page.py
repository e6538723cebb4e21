"""The page Persetujuan: a head looks, accepts, reopens and undoes; figures say so."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner, Result

from imbang import paths
from imbang.access import acting
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.briefs.making import of_store
from imbang.briefs.model import Asked
from imbang.cli.main import app as app_of_commands
from imbang.settings import settings
from imbang.store import accepting
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.conftest import draft

from .conftest import CITY
from .test_import_page import GOOD, drop, workbook
from .test_import_page import opened as import_opened
from .test_pages import words

PAGE = "10_persetujuan.py"


@pytest.fixture
def store(served_copy: Path) -> Store:
    """The tiny store, with acceptance kept."""
    settings.change(Workspace(served_copy), "acceptance", "on", by="admin")
    return Store(served_copy)


def opened(page: str = PAGE, **query: str) -> AppTest:
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    query = {"region": "63", "as_of": "2024-06", "lang": "id"} | query
    app.query_params.update(query)
    app.switch_page(str(paths.PAGES / page))
    app.query_params.update(query)
    return app.run()


def named(app: AppTest, name: str = "Ibu Kepala") -> AppTest:
    return app.text_input(key="person_name").set_value(name).run()


def states(store: Store) -> dict[str, str]:
    return {one.key: one.state for one in accepting.months(store)}


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_without_the_setting_nothing_is_said_of_it(served: Path) -> None:
    app = opened()
    assert app.title[0].value == "Persetujuan tidak dipakai"
    assert "imbang settings set acceptance on" in words(app)
    for page in ("1_ringkasan.py", "4_pmks.py"):
        said = words(opened(page))
        assert "disetujui" not in said
        assert "persetujuan" not in said.casefold()
    asked = Asked(region="63", as_of="2024-06")
    assert not any("disetujui" in line for line in of_store(served, asked).sources)


def test_a_head_accepts_and_figures_say_so_at_once(store: Store) -> None:
    app = opened()
    assert app.title[0].value == "2 laporan bulanan dari 1 dinas menunggu persetujuan"
    said = words(app)
    assert "Kota Banjarmasin · Juni 2024" in said
    assert (
        "0 dari 1 dinas disetujui per Juni 2024. Belum: Kota Banjarmasin (Jun 2024)."
        in said
    )
    assert "1.360 → 1.360 (0 sejak Juni 2023)" in said
    assert "temuan" in said
    before = opened("4_pmks.py")
    assert "0 dari 1 dinas disetujui" in words(before)
    assert app.button(key="accept_month").disabled  # until it is said who accepts
    click(named(app), "accept_month")
    assert states(store) == {"63.71 2023-06": "waiting", "63.71 2024-06": "accepted"}
    assert "Kota Banjarmasin · Juni 2024 disetujui dan dikunci." in words(app)
    for page in ("1_ringkasan.py", "3_cakupan_psm.py", "4_pmks.py", "6_profil.py"):
        assert "1 dari 1 dinas disetujui per Juni 2024." in words(opened(page)), page
    # and a page that was open, when it is drawn next
    assert "1 dari 1 dinas disetujui" in words(before.run())
    asked = Asked(region="63", as_of="2024-06")
    [line] = [one for one in of_store(store.folder, asked).sources if "setuju" in one]
    assert line == "1 dari 1 dinas disetujui per Juni 2024."
    # of a village it is its regency's
    village = words(opened("6_profil.py", region="63.71.01.1001"))
    assert "1 dari 1 dinas disetujui per Juni 2024." in village
    # June of the year before rests on what nobody has accepted
    assert "0 dari 1 dinas" in words(opened("4_pmks.py", as_of="2023-06"))
    click(app, "acceptance_undo")
    assert set(states(store).values()) == {"waiting"}


def test_reopening_asks_why_and_keeps_it(store: Store) -> None:
    app = click(named(opened()), "accept_month")
    app = named(opened(report="63.71 2024-06", state="accepted"))
    assert "Disetujui oleh Ibu Kepala" in words(app)
    assert app.button(key="reopen_it").disabled
    app.text_input(key="acceptance_reason").set_value("Salah jumlah").run()
    click(app, "reopen_it")
    assert states(store)["63.71 2024-06"] == "reopened"
    app = opened(report="63.71 2024-06")
    assert re.search(r"Dibuka kembali oleh Ibu Kepala, .*: Salah jumlah", words(app))


def test_several_are_accepted_at_once(store: Store) -> None:
    app = named(opened())
    click(app, "accept_listed")
    assert set(states(store).values()) == {"accepted"}
    assert app.title[0].value == "Semua kiriman dinas di sini sudah disetujui"
    assert "Tidak ada yang masuk daftar ini" in words(app)
    click(app, "acceptance_undo")
    assert set(states(store).values()) == {"waiting"}


def test_what_came_meanwhile_is_not_accepted_unseen(store: Store) -> None:
    app = named(opened())
    sent = draft(
        "population", CITY, "2024-06", [{"region_code": CITY, "inhabitants": 9}]
    )
    store.record([sent], by="x", received_on=date(2024, 7, 11))
    click(app, "accept_month")
    assert any("Sementara itu" in toast.value for toast in app.toast)
    assert set(states(store).values()) == {"waiting"}
    assert "Belum semuanya diterbitkan" in words(opened())


def test_the_desk_says_what_is_locked_before_anything_is_pressed(store: Store) -> None:
    seen = {one.place: one.ids for one in accepting.months(store)}
    accepting.accept(store, seen, by="Ibu Kepala")
    app = drop(import_opened(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    [told] = [one.value for one in app.error]
    assert "terkunci: disetujui oleh Ibu Kepala" in told
    assert app.button(key="accept_all").disabled


@pytest.mark.parametrize(
    ("role", "may"), [(Role.HEAD, True), (Role.OFFICER, False), (Role.VIEWER, False)]
)
def test_only_who_may_accept_is_offered_it(store: Store, role: Role, may: bool) -> None:
    person = Person("s", "Ani", (Grant(role, CITY),))
    find = acting._found[0]
    acting.ask_for(lambda: person)
    try:
        app = opened()
        keys = {one.key for one in app.button}
        assert ("accept_month" in keys) == may
        assert ("accept_listed" in keys) == may
        waits = "menunggu persetujuan kepala dinasnya"
        links = [link.proto.label for link in opened("1_ringkasan.py").get("page_link")]
        assert any(waits in label for label in links) == may
    finally:
        acting.ask_for(find)


def test_the_list_is_of_the_region_and_the_state_asked_for(store: Store) -> None:
    assert "menunggu" not in opened(region="63.72").title[0].value
    app = opened(of="2023-06")
    assert "Kota Banjarmasin · Juni 2023" in words(app)
    app = opened(office_q="banjarbaru")
    assert "Tidak ada yang masuk daftar ini" in words(app)


def test_the_switch_stands_among_the_settings(served_copy: Path) -> None:
    app = named(opened("13_pengaturan.py", tab="reports"), "Ani")
    app.toggle(key="acceptance_on").set_value(True).run()
    assert not app.exception
    assert Workspace(served_copy).get("setting", "acceptance") is True


def run(store: Store, *command: str, code: int = 0) -> Result:
    done = CliRunner().invoke(app_of_commands, [*command, f"--store={store.folder}"])
    assert done.exit_code == code, done.output
    return done


def test_scripts_learn_of_it_beside_answers_and_by_a_question(store: Store) -> None:
    asked = ("--param=region=63", "--param=as_of=2024-06", "--format=csv")
    sentence = "{} dari 1 dinas disetujui per Juni 2024."
    level = "--param=level=regency"
    before = run(store, "query", "needs", *asked, level)
    assert sentence.format(0) in before.stderr
    done = run(store, "acceptance", "accept", CITY, "2024-06", "--by=Ibu Kepala")
    assert "disetujui dan dikunci" in done.stderr
    after = run(store, "query", "needs", *asked, level)
    assert sentence.format(1) in after.stderr
    assert after.stdout == before.stdout  # answers stay alone on standard output
    [row] = csv.DictReader(
        run(store, "query", "acceptance", *asked).stdout.splitlines()
    )
    assert (row["region_code"], row["submissions"], row["accepted"]) == (CITY, "2", "2")
    assert (row["is_accepted"], row["accepted_by"]) == ("true", "Ibu Kepala")
    # of what no region or month is asked for, nothing is said
    assert "disetujui" not in run(store, "query", "scope").stderr


def test_importing_is_refused_until_it_is_reopened(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "ppks.xlsx"
    file.write_bytes(workbook(GOOD))
    run(store, "acceptance", "accept", CITY, "2024-06", "--by=Ibu Kepala")
    checked = run(store, "check", str(file), code=1)
    assert "terkunci: disetujui oleh Ibu Kepala pada" in checked.stderr
    refused = run(store, "import", str(file), code=1)
    assert "terkunci: disetujui oleh Ibu Kepala pada" in refused.stderr
    assert len(store.submissions()) == 4
    missing = run(store, "acceptance", "reopen", CITY, "2024-06", "--reason=", code=2)
    assert "alasannya" in missing.stderr
    run(store, "acceptance", "reopen", CITY, "2024-06", "--reason=salah", "--by=X")
    run(store, "import", str(file))
    found = json.loads(run(store, "acceptance", "list", "--format=json").stdout)
    assert [(one["month"], one["state"], one["reason"]) for one in found] == [
        ("2024-06", "reopened", "salah"),
        ("2023-06", "waiting", None),
    ]
    run(store, "acceptance", "accept", "99.99", "2024-06", code=2)
    run(store, "acceptance", "accept", CITY, "Juni", code=2)


def test_nothing_is_said_beside_answers_where_it_is_not_kept(served: Path) -> None:
    asked = ("--param=region=63", "--param=as_of=2024-06", "--param=level=regency")
    assert "disetujui" not in run(Store(served), "query", "needs", *asked).stderr
    rows = run(Store(served), "query", "acceptance", *asked[:2], "--format=csv").stdout
    assert len(rows.splitlines()) == 1
