"""What the parts of the page Pengaturan share: saving, refusals, what is in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imbang import formats, paths
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import parts
from imbang.app.state import session
from imbang.refusals import Misuse, Refusal
from imbang.settings import settings
from imbang.settings.settings import SETTINGS
from imbang.settings.words import shown
from imbang.store.deliveries import Store
from imbang.store.workspace import SETTING, Change, Workspace
from imbang.texts import _, plural, use_language

_REFUSED = "setting_refused"


def store() -> Store:
    """The store whose settings the page shows."""
    return Store(paths.store_folder())


def workspace() -> Workspace:
    """Where settings are kept."""
    return Workspace(store().folder)


def show_setting(key: str) -> None:
    """A setting's name and meaning, what figures were made with, what is set."""
    setting = SETTINGS[key]
    parts.show_heading(_(setting.name), _(setting.meaning))
    entry = workspace().entries(SETTING).get(key)
    value = setting.default if entry is None else entry.value
    published = settings.published(store())
    coming = (_("From the next publish on"), shown(key, value))
    if published is None:
        parts.show_facts([coming])
    elif published[key] == value:
        parts.show_facts([(_("In force"), shown(key, value))])
    else:
        before = (_("In the figures now"), shown(key, published[key]))
        parts.show_facts([before, coming])
    if entry is not None:
        by = _(
            "Set by {name}, {when}",
            name=entry.changed_by,
            when=formats.moment(entry.changed_at),
        )
        st.caption(by)


def told() -> str:
    """What of the settings is not in the figures yet."""
    if settings.published(store()) is None:
        return _("Settings take effect with the first figures")
    waiting = len(settings.waiting(store()))
    if not waiting:
        return _("All settings are in force")
    return plural(
        "{count} setting waits for the next publish",
        "{count} settings wait for the next publish",
        waiting,
        count=formats.number(waiting),
    )


def save(key: str, text: str) -> None:
    """Set one setting: for callbacks."""
    do(key, lambda by: settings.change(workspace(), key, text, by=by))


def save_all(texts: Mapping[str, str], *, at: str) -> None:
    """Set several settings at once; a refusal is told at the part called ``at``."""
    do(at, lambda by: settings.change_all(workspace(), texts, by=by))


def reset(key: str) -> None:
    """Go back to a default: for callbacks."""
    do(key, lambda by: settings.reset(workspace(), key, by=by))


def undo(change: Change) -> None:
    """Set back what was before a change: for callbacks."""
    do("log", lambda by: settings.undo(workspace(), change, by=by))


def refuse(at: str, text: str) -> None:
    """Say at a part of the page why nothing was saved: for callbacks."""
    st.session_state[_REFUSED] = (at, text)


def show_refusal(at: str) -> None:
    """Why nothing was saved, at the part of the page where it was tried."""
    refused = st.session_state.get(_REFUSED)
    if refused and refused[0] == at:
        st.error(refused[1], icon=":material/error:")
        del st.session_state[_REFUSED]


def do(at: str, change: Callable[[str], None]) -> None:
    """Change something in the name of who sits before the screen: for callbacks; a refusal
    is told at the part called ``at``."""
    use_language(session.current().lang)  # callbacks come before the page speaks
    before = workspace().version()
    try:
        change(person.name())
    except (Misuse, Refusal) as refused:
        refuse(at, str(refused))
        return
    is_new = workspace().version() != before
    st.toast(_("Saved.") if is_new else _("Nothing has changed."))
