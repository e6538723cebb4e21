"""The frame around every page: its look, its language, its navigation and filters."""

from __future__ import annotations

import functools
from collections.abc import Callable

from imbang import formats, log
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import (
    metrics,
    navigation,
    opening_line,
    paper,
    programs,
    region_search,
    saved_views,
)
from imbang.app.components import component
from imbang.app.login import account
from imbang.app.page_files import PageFile
from imbang.app.shown import chosen, links, parts, sources
from imbang.app.state import answers, selection, session
from imbang.app.state.view import NONE, View
from imbang.briefs.scope import Scope
from imbang.disk import mishaps
from imbang.drawing.colours import PALETTES, RAMP_KEYS
from imbang.paths import ASSETS
from imbang.reference.levels import LEVELS, NATION, level_of
from imbang.refusals import Refusal
from imbang.texts import LANGUAGES, _, language
from imbang.wording.names import chrome_words, level_name


def begin() -> st.Page | None:
    """Draw what is around the page; the page to run, or None where it needs figures
    and there are none."""
    st.set_page_config("Imbang", ASSETS / "icon.svg", "wide", 236)
    may_look = acting.person().may(Right.FIGURES)
    if may_look:  # else there is no menu for it to stand above
        st.logo(programs.logo_address(), size="large")
    st.html(f"<style>{_look()}</style>")
    scope = answers.scope() if answers.look() and may_look else None
    notices = session.settle(scope)
    paper.use_time_zone()
    _speak()
    page, file = navigation.navigate()
    account.show()
    metrics.at_page(file.name)
    chosen.begin(page.title)
    selection.begin_page(file.name)
    sources.keep(())
    if not file.is_for(acting.person()):
        _show_aside(session.current(), scope, file)
        navigation.show_refusal(file)
        return None
    paper.show_head()
    paper.show_colours()
    if scope is None or not file.needs_figures:
        _show_aside(session.current(), scope, file)
    else:
        _show_filters(session.current(), scope, file)
    for notice in notices:
        st.warning(notice, icon=":material/info:")
    is_opening = opening_line.show()
    if scope is None and file.needs_figures:
        if not is_opening:
            navigation.show_emptiness()
        return None
    return page


def end() -> None:
    """Close the page with what its figures rest on."""
    selection.end_page()
    paper.show_signature()
    paper.show_margins()
    if snapshot := answers.snapshot():
        with st.container(key="foot"):
            st.caption(
                _(
                    "Imbang · snapshot {snapshot} · source: reports of the offices",
                    snapshot=snapshot,
                )
            )


def show_failure(error: Exception) -> bool:
    """Say that something broke, in the reader's language; where it did goes to the log."""
    refusal = error if isinstance(error, Refusal) else mishaps.told(error)
    if refusal is not error:
        metrics.failed()
        log.failure("page", error)
    if refusal is not None:
        st.warning(str(refusal), icon=":material/info:")
        return True
    st.error(
        _("This page could not be shown. The details are in the server's log."),
        icon=":material/error:",
    )
    return True


@functools.cache
def _look() -> str:
    """The style sheet, the colours of the steps taken from where maps take them."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    steps = "".join(
        f"--imbang-{key}: light-dark({by_day[0]}, {by_night[0]});"
        f"--imbang-{key}-ink: light-dark({by_day[1]}, {by_night[1]});"
        for ramp, keys in RAMP_KEYS.items()
        for key, by_day, by_night in zip(
            keys, light.ramp(ramp), dark.ramp(ramp), strict=True
        )
    )
    unknown = f"--imbang-unknown: light-dark({light.unknown_line}, {dark.unknown_line})"
    return f":root {{{steps}{unknown}}}\n" + "".join(
        (ASSETS / name).read_text("utf-8") for name in ("imbang.css", "imports.css")
    )


@functools.cache
def _chrome() -> Callable[..., None]:
    html = "<i></i>"
    return component("imbang_chrome", program="chrome", html=html, isolate_styles=False)


def _speak() -> None:
    """Have the browser, and Streamlit's own words, speak the reader's language."""
    with st.container(key="chrome"):
        _chrome()(
            key="chrome_words",
            data={
                "lang": language(),
                "words": chrome_words(language()),
                "login": account.is_asked_for(),
            },
        )


def _show_filters(view: View, scope: Scope, file: PageFile) -> None:
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        _show_trail(view, scope)
        region_search.show(view, scope)
        _choose_child(view)
        _choose_months(view, scope)
        _show_others(view, scope, file)
    if told := answers.sample_told():
        parts.show_on_paper(told)
        if answers.is_mixed():
            _show_mixture(told)


def _show_aside(view: View, scope: Scope | None, file: PageFile) -> None:
    """The filters' place on a page of no figures: without region and months."""
    with st.container(key="filters", horizontal=True, horizontal_alignment="right"):
        _show_others(view, scope, file)


def _show_others(view: View, scope: Scope | None, file: PageFile) -> None:
    """Saved views, whether there is a sample, the language."""
    with st.container(
        key="aside", horizontal=True, width="content", vertical_alignment="center"
    ):
        if acting.person().may(Right.FIGURES):
            saved_views.show(view, scope, file)
        if scope is not None:
            _show_sample()
        _choose_language(view)


def _show_trail(view: View, scope: Scope) -> None:
    """The regions from the top down to the one in view, each a way back up."""
    steps = answers.path(view.region)
    if scope.home == NATION:
        steps = [(NATION, "Indonesia"), *steps]
    with st.container(
        key="trail",
        horizontal=True,
        width="content",
        gap=None,
        vertical_alignment="center",
    ):
        for code, name in steps[:-1]:
            st.button(
                name,
                key=f"up_{code}",
                type="tertiary",
                on_click=session.go_to,
                args=(code,),
                help=_("Back up to {region}", region=name),
            )
        code, name = steps[-1]
        links.show_profile_link(code, name, label=name)


def _choose_child(view: View) -> None:
    if level_of(view.region) == LEVELS[-1]:
        return
    children = answers.ask("region_children", region=view.region)
    if children.empty:
        return
    # the code stands in the label, for what is typed is looked for there
    names = {
        code: f"{name} · {code}"
        for code, name in zip(
            children["region_code"], children["region_name"], strict=True
        )
    }
    level = level_name(str(children["level"].iloc[0]))
    key = f"down_{view.region}"
    st.selectbox(
        _("Go down to"),
        sorted(names, key=names.__getitem__),
        index=None,
        key=key,
        format_func=lambda code: names[code],
        width=230,
        placeholder=_("Choose: {level}", level=level),
        on_change=lambda: session.go_to(st.session_state[key]),
    )


def _choose_months(view: View, scope: Scope) -> None:
    # names are looked up, not written on demand: Streamlit asks for them out of turn
    names = {month: formats.month(month) for month in scope.months}
    names[NONE] = _("No comparison")
    session.sync("as_of", view.as_of)
    st.selectbox(
        _("As of"),
        scope.months,
        key="as_of",
        format_func=names.__getitem__,
        width=170,
        on_change=lambda: _stand_at(view, scope),
    )
    earlier = [month for month in scope.months if month < view.as_of]
    session.sync("compare", view.compare or NONE)
    st.selectbox(
        _("Compared with"),
        [*earlier, NONE],
        key="compare",
        width=170,
        format_func=names.__getitem__,
        on_change=_compare,
    )


def _stand_at(view: View, scope: Scope) -> None:
    # a choice made while the page changes its language comes as its words
    if (chosen := st.session_state["as_of"]) in scope.months:
        session.show(view.up_to(chosen, scope))


def _compare() -> None:
    chosen = st.session_state["compare"]
    session.change(compare=None if chosen == NONE else chosen)


def _show_mixture(told: str) -> None:
    """What stands on every page while totals hold the sample beside what offices sent."""
    with st.container(key="mixture", horizontal=True, vertical_alignment="center"):
        st.warning(told, icon=":material/science:")
        navigation.link_to_import(_("Take the sample out"))


def _show_sample() -> None:
    told = answers.sample_told()
    if told is None:
        return
    with st.popover(_("Sample data"), key="sample", icon=":material/science:"):
        st.say(told)
        st.say(_("Import your own workbooks, and take the sample out, on this page:"))
        navigation.link_to_import(_("Import data"))
        st.say(_("Or from the command line:"))
        st.code("imbang import FILE…\nimbang demo --remove", None)


def _choose_language(view: View) -> None:
    session.sync("lang", view.lang)
    st.segmented_control(
        "Bahasa · Language",
        LANGUAGES,
        key="lang",
        format_func=str.upper,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: session.take("lang"),
    )
