"""Names from files and people are text on every page: none draws, links or styles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from imbang.app import elements
from imbang.app.page_files import list_pages
from imbang.briefs import public, writing
from imbang.briefs.model import Asked
from imbang.questions import asking
from imbang.releases import leaving, record
from imbang.store.deliveries import Store
from tests.pages.conftest import CITY, reading
from tests.pages.hostile import HIDDEN, NAME, SHORT, calls, hidden, shown
from tests.pages.hostile_files import Offered, offered, texts
from tests.pages.hostile_store import hostile_workbook, store_of_hostile_names
from tests.pages.test_import_page import drop
from tests.pages.test_pages import opened

AS_IT_STANDS = "#set text(red) $y^2$"  # of the name: as it came, not as Typst sets it
TABLES = {"csv", "xlsx"}
DRAWN = {"1_ringkasan"}  # pages whose pictures are made; that of a table is below
MEETING = {f"imbang-63.71-2024-06.{kind}" for kind in ("pptx", "all.pdf", "html")} | {
    "imbang-internal-63.71-2024-06.zip"
}
SIGNED = {"pdf", "pptx", "xlsx"}  # kinds of briefs that carry the letterhead
PAGES = {page.path.stem: page for page in list_pages()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of hostile names as the one that pages read."""
    store = store_of_hostile_names(tmp_path_factory)
    for _folder in reading(store.folder):
        yield store


def section(page: str, **query: str) -> AppTest:
    app = opened(PAGES[page], region=CITY, as_of="2024-06", **query)
    app.query_params.update(query)
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_no_name_calls_out(
    hostile: Store, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = offered(monkeypatch)
    app = section(page)
    assert not app.exception
    assert shown(app)  # the letterhead is on every page
    assert calls(app) == []
    assert hidden(app) == []
    for one in {one.name: one for one in files}.values():
        if one.kind in TABLES or page in DRAWN or one.name in MEETING:
            found = texts(one)
            if page == "6_rapat" and one.kind in {*SIGNED, "html"}:
                assert any(AS_IT_STANDS in text for text in found), one.name


SECTIONS = [
    *(("10_mutu_data", tab) for tab in ("reports", "findings", "rules")),
    *(("11_impor_data", tab) for tab in ("import", "sent", "published")),
    *(("13_pengaturan", tab) for tab in ("figures", "reports", "office", "log")),
    *(
        ("7_bimtek", tab)
        for tab in ("activities", "participants", "reach", "selection")
    ),
    *(("9_penempatan", tab) for tab in ("scenarios", "vacant")),
    ("3_cakupan_psm", "norm"),
    ("2_pilar_sosial", "dual"),
]


@pytest.mark.parametrize(("page", "tab"), SECTIONS)
def test_no_name_calls_out_from_a_section(
    hostile: Store, page: str, tab: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = offered(monkeypatch)
    chosen = {}
    if tab == "findings":
        found = asking.ask(hostile.folder, "findings", region="63", as_of="2024-06")
        chosen["finding"] = found["finding_id"].iloc[0]
    if tab == "sent":
        chosen["sent"] = hostile.counted()[0].id
    app = section(page, tab=tab, **chosen)
    assert not app.exception
    assert len(shown(app)) > 1
    assert calls(app) == []
    assert hidden(app) == []
    for one in {one.name: one for one in files}.values():
        if one.kind in TABLES or tab == "activities":
            found = texts(one)
            if tab == "activities" and one.kind in TABLES and "activit" in one.name:
                assert any(AS_IT_STANDS in text for text in found), one.name


def test_no_file_calls_out_from_the_import_page(
    hostile: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # told in passing, in a run before the one that AppTest shows
    toasts: list[str] = []

    def toast(body: str) -> None:
        toasts.append(body)

    monkeypatch.setattr(elements, "toast", elements._plainly(toast, "body"))
    app = section("11_impor_data")
    app = app.text_input(key="person_name").set_value(NAME).run()
    file = f"{SHORT}.xlsx"
    drop(app, (file, hostile_workbook()), (f"2{file}", b"a,b\n1,2\n"))
    assert calls(app) == []
    assert hidden(app) == []
    assert len(shown(app)) > 5
    # dropped again, a file is named in a toast
    drop(app, (file, hostile_workbook()))
    assert calls(app) == []
    assert hidden(app) == []
    [told] = toasts
    assert elements.plain(file) in told


def test_what_is_refused_does_not_call_out(hostile: Store) -> None:
    app = section("13_pengaturan", tab="figures")
    app.text_input(key="person_name").set_value(NAME).run()
    app.radio(key="norm_500_kind").set_value("own").run()
    app.text_input(key="norm_500_number").set_value(NAME).run()
    app.button(key="norm_save").click().run()
    assert app.error
    assert calls(app) == []
    assert hidden(app) == []


def test_a_link_does_not_call_out(hostile: Store) -> None:
    asked = {"region": NAME, "as_of": NAME, "q": NAME, "tab": NAME, "finding": NAME}
    for page in ("1_ringkasan", "10_mutu_data", "9_penempatan"):
        app = opened(PAGES[page], **asked)
        assert not app.exception
        assert calls(app) == []
    assert hidden(app) == []


def test_what_leaves_the_office_does_not_call_out(
    hostile: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release with a licence, an office and a name that call out, and its briefs."""
    about = leaving.about(hostile.folder, CITY, "2024-06", licence=f"={NAME}")
    made = leaving.leave(hostile.folder, about, lowest="village", by=NAME)
    found = texts(Offered("release.zip", lambda: writing.zipped(made.files)))
    assert any(AS_IT_STANDS in text for text in found)
    [released] = record.released(hostile.folder)
    assert HIDDEN.search(released.who) is None
    asked = Asked(CITY, "2024-06")
    brief = public.of_files(hostile.folder, asked, made.files)
    for form in writing.FORMS:
        content = writing.as_file(hostile.folder, brief, form)
        found = texts(Offered(f"umum.{form}", lambda content=content: content))
        assert any(AS_IT_STANDS in text for text in found) == (form in SIGNED), form
