"""The page Pengaturan: what is saved under whose name, refused, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.publishing.publish import publish
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import SETTING, Workspace

from .test_pages import words


@pytest.fixture
def workspace(served_copy: Path) -> Workspace:
    """The workspace of the store that pages read."""
    return Workspace(served_copy)


def opened(tab: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params.update({"tab": tab, **query})
    app.switch_page(str(paths.PAGES / "13_pengaturan.py"))
    app.query_params.update({"tab": tab, **query})
    return app.run()


def named(app: AppTest, name: str = "Ani") -> AppTest:
    return app.text_input(key="person_name").set_value(name).run()


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def test_a_norm_is_saved_as_people_write_it(workspace: Workspace) -> None:
    app = named(opened("figures"))
    assert app.title[0].value == "Semua pengaturan sudah berlaku"
    app.radio(key="norm_None_kind").set_value("own").run()
    app.text_input(key="norm_None_number").set_value("1.162,5").run()
    app.button(key="norm_save").click().run()
    assert not app.exception
    entry = workspace.entries(SETTING)["norm"]
    assert (entry.value, entry.changed_by) == ("1162.5", "Ani")
    assert app.title[0].value == "1 pengaturan menunggu terbitan berikutnya"
    assert [link.proto.label for link in app.get("page_link")] == [
        "Terbitkan di halaman Impor Data"
    ]
    told = words(app)
    assert "Pada angka sekarang Rasio provinsi masing-masing" in " ".join(told.split())
    assert "1.162,5 PMKS untuk satu PSM" in told
    # published by a person, it is in the figures
    publish(Store(workspace.path.parent))
    app.run()
    assert app.title[0].value == "Semua pengaturan sudah berlaku"
    app.switch_page(str(paths.PAGES / "1_ringkasan.py")).run()
    assert "1.162,5 PMKS untuk satu PSM, ditetapkan dinas" in words(app)
    app.switch_page(str(paths.PAGES / "13_pengaturan.py")).run()
    app.button(key="norm_reset").click().run()
    assert workspace.get(SETTING, "norm") is None


def test_nothing_is_saved_without_a_name_or_a_meaning(workspace: Workspace) -> None:
    app = opened("figures")
    app.radio(key="counted_kinds_all_kind").set_value("without_poor").run()
    app.button(key="counted_kinds_save").click().run()
    assert errors(app) == ["Isi nama Anda: catatan menyimpan siapa mengubah apa."]
    named(app)
    assert errors(app) == []
    app.radio(key="norm_None_kind").set_value("own").run()
    app.text_input(key="norm_None_number").set_value("banyak").run()
    app.button(key="norm_save").click().run()
    assert [error[:8] for error in errors(app)] == ["“banyak”"]
    app.radio(key="kind_set_kalsel_2023_kind").set_value("own").run()
    app.button_group(key="kind_set_kalsel_2023_kinds").set_value([]).run()
    app.button(key="kind_set_save").click().run()
    assert errors(app) == ["Pilih paling sedikit satu jenis."]
    assert workspace.changes() == []


def test_kinds_are_chosen_one_by_one(workspace: Workspace) -> None:
    app = named(opened("figures", lang="en"))
    app.radio(key="counted_kinds_all_kind").set_value("own").run()
    app.button_group(key="counted_kinds_all_kinds").set_value(["poor", "beggar"]).run()
    app.button(key="counted_kinds_save").click().run()
    assert workspace.get(SETTING, "counted_kinds") == "beggar,poor"
    assert "Beggar, Poor person (2 kinds)" in words(app)
    assert app.title[0].value == "1 setting waits for the next publish"


def test_an_exception_is_added_changed_and_removed(workspace: Workspace) -> None:
    app = named(opened("reports"))
    app.button(key="expectations_save").click().run()
    assert errors(app) == ["Pilih kantor dan dataset."]
    app.selectbox(key="exception__office").select("63.71").run()
    app.selectbox(key="exception__dataset").select("ppks").run()
    app.text_input(key="exception__days").set_value("tiga").run()
    app.button(key="expectations_save").click().run()
    assert errors(app) == ["Isi hari dengan bilangan bulat."]
    app.text_input(key="exception__days").set_value("45").run()
    app.button(key="expectations_save").click().run()
    item = {"office": "63.71", "dataset": "ppks"}
    assert workspace.get(SETTING, "expectations") == [item | {"due_days": 45}]
    app.query_params["exception"] = "63.71 ppks"
    app.run()
    app.radio(key="exception_63.71 ppks_rule").set_value("never").run()
    app.button(key="expectations_save").click().run()
    assert workspace.get(SETTING, "expectations") == [item | {"collected": False}]
    app.query_params["exception"] = "63.71 ppks"
    app.run()
    app.button(key="expectations_remove").click().run()
    assert not app.exception
    assert workspace.get(SETTING, "expectations") == []


def test_the_letterhead_acts_at_once(workspace: Workspace) -> None:
    app = named(opened("office"))
    app.text_input(key="office_name_").set_value("Dinas <Sosial>").run()
    app.text_area(key="office_address_").set_value("Jalan Satu\nBanjarmasin").run()
    app.text_input(key="head_name_").set_value("Contoh Kepala").run()
    app.text_area(key="officers_").set_value("Ani\nBudi").run()
    app.button(key="letterhead_save").click().run()
    assert not app.exception
    assert app.title[0].value == "Semua pengaturan sudah berlaku"
    assert {one.key for one in workspace.changes()} == {
        "office_name",
        "office_address",
        "head_name",
        "officers",
    }
    markup = " ".join(html.proto.body for html in app.get("html"))
    assert '<div class="letterhead on-paper"><b>Dinas &lt;Sosial&gt;</b>' in markup
    assert "Contoh Kepala</b></div>" in markup
    # whoever comes next finds the officers' names to choose from
    app.button_group(key="person_pick").set_value("Budi").run()
    assert app.text_input(key="person_name").value == "Budi"


def test_a_change_is_taken_back_from_the_log(workspace: Workspace) -> None:
    settings.change(workspace, "norm", "150", by="Ani")
    settings.change(workspace, "norm", "160", by="Budi")
    app = named(opened("log", change="2"), "Cici")
    app.button(key="undo").click().run()
    assert not app.exception
    last = workspace.changes(SETTING)[0]
    assert (last.before, last.after, last.changed_by) == ("160", "150", "Cici")
    # what stood before is set already: there is nothing to take back
    assert "undo" not in [button.key for button in app.button]


@pytest.mark.parametrize(
    "tab", ["figures", "reports", "events", "office", "log", "seen", "nothing"]
)
def test_it_works_before_anything_is_published(served_empty: Path, tab: str) -> None:
    app = named(opened(tab))
    assert not app.exception
    assert len(app.title) == 1
    settings.change(Workspace(served_empty), "norm", "150", by="Ani")
    app.run()
    assert not app.exception
    assert app.title[0].value == "Pengaturan berlaku sejak terbitan pertama"
