"""Figures for the public: a release is made, those on record are taken again.

What is shown and given here is read from the record each time, for whoever may decide;
nothing of it is remembered for others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from imbang import formats, paths
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed
from imbang.app.shown.where import later
from imbang.app.state import acceptance, answers, session
from imbang.app.state.view import View
from imbang.briefs.model import Asked
from imbang.reference.levels import Level
from imbang.refusals import Misuse, Refusal
from imbang.screens.meeting import words
from imbang.screens.meeting.mimes import MIMES
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.snapshots import find
from imbang.store.workspace import Workspace
from imbang.texts import Language, _
from imbang.wording import sample

if TYPE_CHECKING:
    from imbang.releases.record import Released

_OPEN, _ASKED = "public_is_open", "public_asked"
_CHOSEN = "public_release"
_LONGEST_LICENCE = 200
_SEEN, _HIGH = 4, 260  # releases; pixels of the list of more, which is moved
Form = Literal["pdf", "pptx", "xlsx", "html"]


def show_public(view: View) -> None:
    """What is for the public, over the page, where it was opened."""
    if st.session_state.get(_OPEN) and allowed.may(Right.DECIDE):
        st.dialog(
            _("For the public"),
            lambda: _show(view),
            on_dismiss=lambda: turn(False),
        )


def turn(is_open: bool) -> None:
    """Open or close what is for the public: for callbacks."""
    st.session_state[_OPEN] = is_open


def _show(view: View) -> None:
    from imbang.releases import record

    store = paths.store_folder()
    st.caption(
        _(
            "Counts that anybody may have: small ones of people are hidden, and with them "
            "what would tell them."
        )
    )
    _show_making(store, view)
    try:
        found = record.released(store)
        if found:
            _show_released(store, found, view.lang)
    except Refusal as refused:
        st.error(str(refused), icon=":material/error:")


def _show_making(store: Path, view: View) -> None:
    """The choices, and the button that makes a release of the region in view."""
    from imbang.releases import record

    st.say(
        "",
        strong=_(
            "{region}, {month}",
            region=answers.region_name(view),
            month=formats.month(view.as_of),
        ),
    )
    officers = settings.current(Workspace(store))["officers"].splitlines()
    person.ask(_("Who releases it"), officers, at="_public")
    levels = words.lowest_levels(view.region)
    left, right = st.columns(2)
    with left:
        lowest = st.selectbox(
            _("Down to"),
            list(levels),
            list(levels).index(words.usual_lowest(view.region)),
            key="public_level",
            format_func=levels.__getitem__,
            help=_("Villages of a whole province take about a minute."),
        )
    with right:
        licence = st.text_input(
            _("Licence, if any"),
            key="public_licence",
            placeholder="CC BY 4.0",
            max_chars=_LONGEST_LICENCE,
        )
    st.button(
        _("Make a release"),
        key="public_make",
        type="primary",
        icon=":material/public:",
        on_click=_ask,
        args=(record.numbers(store),),
    )
    if st.session_state.pop(_ASKED, False):
        _make(store, view, lowest, licence)


def _ask(known: Sequence[str]) -> None:
    """Have a release made: for callbacks. Where one has come since the button was drawn,
    it was pressed twice."""
    from imbang.releases import record

    if record.numbers(paths.store_folder()) == known:
        st.session_state[_ASKED] = True
    else:
        session.speak()
        st.toast(_("The release is made."))


def _make(store: Path, view: View, lowest: Level, licence: str) -> None:
    """Make a release, or say why not."""
    # numpy's and HiGHS's programs take a while to load: only where one is made
    from imbang.releases import leaving, record

    bar = st.progress(0.0, _("Making the release …"))

    def show(text: str, share: float) -> None:
        bar.progress(min(share, 1.0), f"{_('Making the release …')} {text}")

    try:
        by = settings.person(person.name())
        scope = answers.ask("scope").to_dict("records")
        about = leaving.about(
            store,
            view.region,
            view.as_of,
            licence=" ".join(licence.split()),
            made_up=sample.told(scope) or "",
            accepted=acceptance.told(view),
        )
        leaving.leave(store, about, lowest=lowest, by=by, progress=show)
    except (Misuse, Refusal) as refused:
        st.error(str(refused), icon=":material/error:")
    else:
        st.session_state[_CHOSEN] = record.numbers(store)[-1]
    finally:
        bar.empty()


def _show_released(store: Path, found: Sequence[Released], lang: Language) -> None:
    """The releases on record, and the files of the one that is chosen."""
    from imbang.releases import record

    by_number = {one.number: one for one in found}
    if st.session_state.get(_CHOSEN) not in by_number:
        st.session_state[_CHOSEN] = found[0].number
    with st.container(
        key="public_list", height=_HIGH if len(found) > _SEEN else "content"
    ):
        number = st.radio(
            _("Releases on record"),
            list(by_number),
            key=_CHOSEN,
            format_func=lambda number: words.release_name(by_number[number]),
            captions=[words.release_made(one) for one in found],
        )
    release = by_number[number]
    files = record.files(store, number)
    st.say(words.release_told(files))
    with st.container(key="public_files", horizontal=True):
        _offer(
            _("Release (ZIP)"), partial(_packed, store, number), _name(release, "zip")
        )
        try:
            find(Store(store), release.snapshot)
        except Refusal as refused:  # what a brief names as its ground is gone
            st.caption(str(refused))
            return
        asked = Asked(release.region, release.as_of, lang=lang)
        for form, label in _brief_labels().items():
            _offer(
                label, partial(_brief, store, asked, number, form), _name(release, form)
            )


def _offer(label: str, make: Callable[[], bytes], name: str) -> None:
    form = name.rpartition(".")[2]
    st.download_button(
        label,
        later(make),
        name,
        MIMES[form],
        key=f"public_{form}",
        icon=":material/download:",
        on_click="ignore",
    )


def _name(release: Released, form: str) -> str:
    what = "release" if form == "zip" else "public"
    return f"imbang-{what}-{release.number}-{release.region}-{release.as_of}.{form}"


def _brief_labels() -> dict[Form, str]:
    return {
        "pdf": _("Brief (PDF)"),
        "pptx": _("Brief (PowerPoint)"),
        "xlsx": _("Brief (Excel)"),
        "html": _("Brief (HTML)"),
    }


def _packed(store: Path, number: str) -> bytes:
    """A release in one file, its own files as they left."""
    from imbang.briefs import writing
    from imbang.releases import record

    return writing.zipped(record.files(store, number))


def _brief(store: Path, asked: Asked, number: str, form: Form) -> bytes:
    """The brief for the public, of the files of a release alone."""
    from imbang.briefs import public, writing
    from imbang.releases import record

    brief = public.of_files(store, asked, record.files(store, number))
    return writing.as_file(store, brief, form)
