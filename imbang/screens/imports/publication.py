"""What readers see and what waits to be published; publishing, watched by everybody."""

from __future__ import annotations

from imbang import formats
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, parts
from imbang.app.state import session
from imbang.publishing import background
from imbang.publishing.publish import who_publishes
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot, snapshots
from imbang.texts import _, plural

_WATCHED = "publication"


def show_state(store: Store) -> None:
    """The current snapshot, what is not in it yet, and the button that publishes it."""
    if background.running(store) or who_publishes(store) is not None:
        _watch(store)
        return
    _show_ended(store)
    waiting = _waiting(store)
    with st.container(key="standing", horizontal=True, vertical_alignment="center"):
        st.say(
            _told(store, is_whole=not waiting),
            strong=_told_waiting(waiting) if waiting else "",
        )
        if waiting and allowed.offers(Right.PUBLISH):
            st.button(
                _("Publish"),
                key="publish",
                type="primary",
                icon=":material/publish:",
                help=_("Works all figures out anew, and shows them to everybody."),
                on_click=begin,
                args=(store,),
            )


def _told(store: Store, *, is_whole: bool) -> str:
    current = current_snapshot(store.folder)
    if current is None:
        shown = _("Nothing is published yet.")
    else:
        when = formats.moment(current.manifest["made_at"])
        shown = _("Readers see snapshot {id} of {when}.", id=current.id, when=when)
        if not current.manifest["submissions"]:
            shown = " ".join((shown, _("It is empty.")))
    return " ".join((shown, _("Nothing waits to be published."))) if is_whole else shown


def _told_waiting(waiting: int) -> str:
    return plural(
        "{n} change waits to be published.",
        "{n} changes wait to be published.",
        waiting,
        n=formats.number(waiting),
    )


def _waiting(store: Store) -> int:
    """How many submissions came, or went, and settings changed since it was made."""
    current = current_snapshot(store.folder)
    published = set(current.manifest["submissions"]) if current else set()
    counted = {one.id for one in store.counted()}
    if current is None and not counted:
        return 0
    return len(counted ^ published) + len(settings.waiting(store))


def begin(store: Store) -> None:
    """Publish beside the server, and show this session how far that is: for callbacks."""

    def start() -> None:
        st.session_state[_WATCHED] = background.start(store, by=person.name())

    session.attempt(start)


@st.fragment(run_every=1.0)
def _watch(store: Store) -> None:
    """How far the publication is; at its end, the page is drawn anew."""
    session.speak()
    running = background.running(store)
    by = running.by if running else who_publishes(store)
    if by is None:
        st.rerun()
    name = by or _("Another officer")
    own = running is not None and st.session_state.get(_WATCHED) is running
    text = (
        _("Publishing: {what}", what=_step(running.text))
        if own and running
        else _(
            "{name} is publishing right now. You can go on; yours comes after.",
            name=name,
        )
    )
    st.progress(running.share if running else 0.0, text)


def _step(text: str) -> str:
    """The step in words; names of tables are no words."""
    return _("working out the figures") if "." in text or not text else text


def _show_ended(store: Store) -> None:
    """How the publication that this session began has ended."""
    ended: background.Publication | None = st.session_state.get(_WATCHED)
    if ended is None or not ended.is_over:
        return
    if ended.snapshot is None:
        st.error(
            ended.refused
            or _("Publishing failed. The details are in the server's log."),
            icon=":material/error:",
        )
        return
    _show_published(store, ended.snapshot)


def _show_published(store: Store, id: str) -> None:
    current = current_snapshot(store.folder)
    if current is None or current.id != id:
        return
    with st.container(key="published", horizontal=True, vertical_alignment="center"):
        parts.show_done(_("Snapshot {id} is published.", id=id))
        st.page_link(
            "pages/1_ringkasan.py",
            label=_("To the summary"),
            icon=":material/space_dashboard:",
        )
        if len(snapshots(store)) > 1:
            st.button(
                _("What has changed"),
                key="see_changes",
                type="tertiary",
                icon=":material/difference:",
                on_click=_compare,
                args=(id,),
            )


def _compare(id: str) -> None:
    session.choose("tab", "published")
    session.choose("after", id)
    session.choose("before", None)
    session.choose("month", None)
