"""The view of this session, kept in step with the URL; what callbacks change of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from imbang.app import elements as st
from imbang.app.page_files import PROFILE
from imbang.app.state.view import View, blank_view, read_view
from imbang.briefs.scope import Scope
from imbang.reference.levels import level_of
from imbang.refusals import Misuse, Refusal
from imbang.texts import use_language
from imbang.texts.signs import visible

_VIEW = "imbang_view"
_WRITTEN = "imbang_written"
_LONGEST = 2000  # a link that is longer is cut off by some programs
PROFILE_ADDRESS = PROFILE.stem.partition("_")[2]


def settle(scope: Scope | None) -> list[str]:
    """Bring view and URL in step; what the URL asked for in vain, as notices.

    A URL that differs from the one last written was opened or edited by the reader and
    is followed; an empty one comes from changing pages, which keeps the view but for
    the choices of the page that was left. ``scope`` is None where there are no figures.
    """
    asked = _typed(st.query_params.to_dict())
    notices: list[str] = []
    is_new = _VIEW not in st.session_state
    if not is_new and current().is_blank != (scope is None):
        is_new, asked = True, current().to_query()  # the first figures have come
    if is_new or (asked and asked != st.session_state.get(_WRITTEN)):
        st.session_state[_VIEW], notices = _read(asked, scope)
    elif not asked:
        change(own={})
    written = current().to_query()
    if asked != written:
        st.query_params.from_dict(written)
    st.session_state[_WRITTEN] = written
    use_language(current().lang)
    return notices


def _typed(query: dict[str, str]) -> dict[str, str]:
    """What a link says, as far as it can be seen and nobody would type more."""
    return {visible(k)[:_LONGEST]: visible(v)[:_LONGEST] for k, v in query.items()}


def _read(asked: dict[str, str], scope: Scope | None) -> tuple[View, list[str]]:
    use_language(asked.get("lang"))
    if scope is None:
        return blank_view(asked), []
    return read_view(asked, scope)


def speak() -> None:
    """Speak the reader's language: for what runs before the page, or without it."""
    use_language(current().lang)


def choose(name: str, value: str | None) -> None:
    """Take over a choice of this page's own, for its link; None takes it back."""
    rest = {key: text for key, text in current().own.items() if key != name}
    change(own=rest if value is None else rest | {name: value})


def is_written() -> None:
    """Say that the browser itself has put the latest choice into the link: for callbacks.

    The next run of the page finds the link as it would have written it.
    """
    st.session_state[_WRITTEN] = current().to_query()


def current() -> View:
    """What this session shows."""
    return cast("View", st.session_state[_VIEW])


def change(**values: Any) -> None:
    """Show something else: for callbacks, before the page runs again."""
    st.session_state[_VIEW] = replace(current(), **values)


def attempt(work: Callable[[], object]) -> bool:
    """Do what changes the store, for callbacks; what is refused is told in passing."""
    speak()
    try:
        work()
    except (Misuse, Refusal) as refused:
        st.toast(str(refused), icon=":material/error:", duration="infinite")
        return False
    return True


def take(name: str, **others: Any) -> None:
    """Take over what the widget of this name was set to: for its callback.

    A widget whose options have just changed may report None for a moment, although one
    of them is required; that is not a choice.
    """
    chosen = st.session_state.get(name)
    if chosen is not None:
        change(**{name: chosen}, **others)


def show(view: View) -> None:
    """Show another view: for callbacks, before the page runs again."""
    st.session_state[_VIEW] = view


def go_to(region: str | None) -> None:
    """Show another region; the same one again, or none, does nothing."""
    if region and region != current().region:
        st.session_state[_VIEW] = current().at(region)


def profile_link(region: str) -> str:
    """The address of a region's profile, with month, comparison, norm and language."""
    return f"{PROFILE_ADDRESS}?{urlencode(profile_query(region))}"


def profile_links() -> Callable[[str], str]:
    """`profile_link` for many regions: those of one level differ by their code alone."""
    rests: dict[str, str] = {}

    def link(region: str) -> str:
        begins, level = f"{PROFILE_ADDRESS}?region={region}", level_of(region)
        if level not in rests:
            whole = profile_link(region)
            if not whole.startswith(begins):
                return whole
            rests[level] = whole.removeprefix(begins)
        return begins + rests[level]

    return link


def profile_query(region: str) -> dict[str, str]:
    """What that address asks for."""
    return replace(current().at(region), own={}).to_query()


def query_of_page(own: dict[str, str]) -> dict[str, str]:
    """What the address of another page asks for that shows the same region, with
    choices of its ``own``."""
    return replace(current(), own=own).to_query()


def sync(key: str, value: object) -> None:
    """Give a widget the value of the view, before it is drawn.

    Only where it differs: a value set from here would overwrite what is being typed.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value
