"""What a page's figures rest on: shown at its foot, and taken along in its workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from imbang.app import elements as st
from imbang.app.state import acceptance, answers, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.wording import notes

_NOTES = "imbang_page_notes"
_ORIGINS = "imbang_page_origins"
_DATASETS = "imbang_page_datasets"
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
    return acceptance.told(session.current())


def _made_up() -> list[str]:
    told = answers.sample_told()
    return [told] if told else []


def datasets() -> Sequence[str]:
    """The datasets that the page being drawn rests on."""
    return cast("Sequence[str]", st.session_state.get(_DATASETS, ()))
