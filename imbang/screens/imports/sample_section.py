"""The sample beside what offices send: said while both count, and taken out."""

from __future__ import annotations

from imbang import formats, paths
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed
from imbang.app.state import session
from imbang.demo import remove
from imbang.screens.imports import publication
from imbang.store.deliveries import Store
from imbang.texts import _, plural

_LEFT = "without_sample"


def show_sample(store: Store) -> None:
    """That the sample counts, alone or beside what offices sent, and its way out."""
    counted = store.counted()
    sample = sum(one.is_sample for one in counted)
    if not sample:
        return
    with st.container(key="mixture", horizontal=True, vertical_alignment="center"):
        if own := len(counted) - sample:
            told = _mixed(own, sample)
            st.warning(told, icon=":material/science:")
        else:
            st.say(_("So far the made-up sample counts alone."))
        if not allowed.offers(Right.GO_BACK):
            return
        st.button(
            _("Take the sample out"),
            key="remove_sample",
            icon=":material/science_off:",
            help=_(
                "Withdraws the sample on record and publishes what is left."
                " The command imbang demo brings it back."
            ),
            on_click=_remove,
        )


def offer_to_leave_behind(store: Store) -> None:
    """The choice to take the sample out by what is accepted: made beforehand for the first
    import, not where somebody has kept both."""
    counted = store.counted()
    n = sum(one.is_sample for one in counted)
    if not n or not allowed.may(Right.GO_BACK):
        return
    st.session_state.setdefault(_LEFT, n == len(counted))
    st.checkbox(
        plural(
            "Take the made-up sample out at the same time ({n} submission)",
            "Take the made-up sample out at the same time ({n} submissions)",
            n,
            n=formats.number(n),
        ),
        key=_LEFT,
        help=_("Otherwise its figures and yours stand in the same totals."),
    )


def is_left_behind() -> bool:
    """Whether the sample is to be taken out by what is accepted."""
    return bool(st.session_state.get(_LEFT, False))


def _mixed(own: int, sample: int) -> str:
    return _(
        "The made-up sample ({n} submissions) and what offices sent ({m}) count together:"
        " totals hold both.",
        n=formats.number(sample),
        m=formats.number(own),
    )


def _remove() -> None:
    session.speak()
    store = Store(paths.store_folder())
    if session.attempt(lambda: remove(store, by=person.name() or None)):
        publication.begin(store)
