"""What a page's figures rest on: shown at its foot, and taken along in its workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from imbang import formats
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app.shown import links
from imbang.app.state import acceptance, answers, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.texts import plural
from imbang.wording import notes

_NOTES = "imbang_page_notes"
_ORIGINS = "imbang_page_origins"
_DATASETS = "imbang_page_datasets"
_ACCEPTED = "imbang_page_accepted"
COVERAGE = ("ppks", "pillars", "pillar_counts")
"""What coverage rests on."""


def gather(view: View, datasets: Sequence[str], others: Sequence[str]) -> None:
    """Say which datasets the page rests on, and what else its readers must know.

    To be called before anything that offers files.
    """
    answer = answers.ask("sources", region=view.region, as_of=view.as_of)
    told = taken(notes.source_notes, answer, datasets, as_of=view.as_of)
    keep([*_made_up(), *told, *others], datasets)
    st.session_state[_ORIGINS] = list(told)


def keep(told: Sequence[str], datasets: Sequence[str] = COVERAGE) -> None:
    """Take these notes for those of the page, and these datasets for what it rests on.
    To be called before files are offered."""
    st.session_state[_NOTES] = list(told)
    st.session_state[_ORIGINS] = list(told)[:1]
    st.session_state[_DATASETS] = tuple(datasets)
    st.session_state[_ACCEPTED] = None


def gathered() -> Sequence[str]:
    """The notes of the page that is being drawn, and of figures how much of what they
    rest on is accepted."""
    told = cast("Sequence[str]", st.session_state.get(_NOTES, ()))
    return [*told, *_accepted()] if told else told


def origins() -> Sequence[str]:
    """Whether figures are made up, where they come from, how completely, and how much of
    it is accepted."""
    told = cast("Sequence[str]", st.session_state.get(_ORIGINS, ()))
    return [*_made_up(), *told, *_accepted()]


def _accepted() -> Sequence[str]:
    """Looked up once a run, not for every chart and list that is offered as a file."""
    view = session.current()
    known = st.session_state.get(_ACCEPTED)
    if known is None or known[0] != view:
        known = st.session_state[_ACCEPTED] = view, acceptance.told(view)
    return cast("Sequence[str]", known[1])


def _made_up() -> list[str]:
    told = answers.sample_told()
    return [told] if told else []


def datasets() -> Sequence[str]:
    """The datasets that the page being drawn rests on."""
    return cast("Sequence[str]", st.session_state.get(_DATASETS, ()))


def show_waiting(view: View) -> None:
    """How many offices of the region wait, and the way to the page; nothing where
    acceptance is not kept, nothing waits, or who sits here accepts nothing."""
    if not acceptance.is_kept():
        return
    rows = answers.ask("acceptance", region=view.region, as_of=view.as_of)
    may = acting.person().may
    open_ = rows[~rows["is_accepted"].astype(bool)]["region_code"]
    n = sum(may(Right.APPROVE, office) for office in open_)
    if not n:
        return
    told = plural(
        "What {n} office sent waits for acceptance by its head.",
        "What {n} offices sent waits for acceptance by their heads.",
        n,
        n=formats.number(n),
    )
    links.show_page_link("persetujuan", label=told)
