"""Long lists a page at a time: where they begin, how they turn, what a link says."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _script() -> None:
    import streamlit as st

    from imbang.app.shown import controls
    from imbang.app.state import session
    from imbang.app.state.view import blank_view

    if "imbang_view" not in st.session_state:
        session.show(blank_view({"linked_page": "3"}))
    pages = st.session_state["pages"]
    of = st.session_state["of"]
    controls.show_pages(pages, lambda page: st.text(f"own {page}"), key="own", of=of)
    controls.show_linked_pages(
        lambda page: st.text(f"linked {page}"),
        rows=50 * pages - 20,
        key="linked",
        of=of,
    )
    st.text(session.current().own.get("linked_page"))


def _started(pages: int) -> AppTest:
    app = AppTest.from_function(_script)
    app.session_state["pages"], app.session_state["of"] = pages, ""
    return app.run()


def _told(app: AppTest) -> list[str]:
    assert not app.exception
    return [text.value for text in app.text]


def test_a_list_begins_where_its_link_says_and_else_at_the_start() -> None:
    app = _started(4)
    assert _told(app) == ["own 1", "linked 3", "3"]
    assert len(app.get("pagination")) == 2


def test_a_page_that_is_not_there_any_more_is_the_last() -> None:
    app = _started(4)
    app.session_state["own_page_"] = 4
    assert _told(app.run())[:2] == ["own 4", "linked 3"]
    app.session_state["pages"] = 2
    assert _told(app.run())[:2] == ["own 2", "linked 2"]
    assert [(one.proto.value) for one in app.get("pagination")] == [2, 2]


def test_a_list_of_one_page_has_nothing_to_turn() -> None:
    app = _started(1)
    assert _told(app)[:2] == ["own 1", "linked 1"]
    assert not app.get("pagination")


def test_another_list_begins_at_its_first_page() -> None:
    app = _started(4)
    app.session_state["own_page_"] = 4
    app.run()
    app.session_state["of"] = "another"
    assert _told(app.run())[0] == "own 1"


def test_paper_says_how_much_of_a_list_it_holds() -> None:
    app = _started(4)
    [said] = [html.proto.body for html in app.get("html")]
    assert "50 dari 180 baris, mulai baris 101." in said
    assert 'class="on-paper"' in said  # on the screen the pager says it
