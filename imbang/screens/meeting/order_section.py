"""Which screens an office shows in its meetings, and in which order: kept for all."""

from __future__ import annotations

from collections.abc import Sequence

from imbang import paths
from imbang.app import elements as st
from imbang.app import person
from imbang.app.state import session
from imbang.briefs import choice, making
from imbang.briefs.choice import Place
from imbang.settings import settings
from imbang.store.workspace import Workspace
from imbang.texts import _

_SETTING = "meeting_screens"


def show_order() -> None:
    """A quiet button that opens: each screen with its place, to be shown or not."""
    values = settings.current(Workspace(paths.store_folder()))
    with st.popover(_("Arrange screens"), key="arrange", icon=":material/reorder:"):
        st.caption(_("The order and the choice hold for all meetings of this office."))
        person.ask(_("Who changes it"), values["officers"].splitlines())
        chosen = choice.places(values[_SETTING])
        names = making.screen_names()
        for n, place in enumerate(chosen):
            _show_place(chosen, n, names[place.key])
        st.button(
            _("Usual order, all screens"),
            key="arrange_reset",
            type="tertiary",
            on_click=_save,
            args=((),),
            disabled=not values[_SETTING],
        )


def _show_place(chosen: Sequence[Place], n: int, name: str) -> None:
    key, is_shown = chosen[n].key, chosen[n].is_shown
    is_last_one = is_shown and sum(one.is_shown for one in chosen) == 1
    with st.container(
        key=f"arrange_{key}", horizontal=True, vertical_alignment="center"
    ):
        st.checkbox(
            name,
            value=is_shown,
            key=f"shown_{key}_{is_shown}",
            disabled=is_last_one,
            on_change=_save,
            args=(choice.turned(chosen, key),),
            width="stretch",
        )
        for by, icon, told in (
            (-1, ":material/arrow_upward:", _("{name}: earlier", name=name)),
            (1, ":material/arrow_downward:", _("{name}: later", name=name)),
        ):
            st.button(
                told,
                key=f"arrange_{key}_{by}",
                icon=icon,
                type="tertiary",
                on_click=_save,
                args=(choice.moved(chosen, key, by),),
                disabled=not 0 <= n + by < len(chosen),
            )


def _save(chosen: Sequence[Place]) -> None:
    """Keep an order; none is the usual one: for callbacks."""

    def save() -> None:
        workspace = Workspace(paths.store_folder())
        text = choice.written(chosen) if chosen else ""
        settings.change(workspace, _SETTING, text, by=person.name())

    if session.attempt(save):
        st.toast(_("Saved."))
