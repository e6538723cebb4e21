"""Who holds which role: given, taken away, taken back, with the log of it."""

from __future__ import annotations

from imbang.access import acting, assigning, words
from imbang.access.rights import Right, Role
from imbang.app import elements as st
from imbang.app.shown import parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.reference import levels, regions
from imbang.screens.settings import people_tables, saving
from imbang.settings import people
from imbang.settings.words import office_name
from imbang.store.workspace import Change
from imbang.texts import _, plural

_AT = "people"
_SHOWN = 20


def show_people() -> None:
    """Those who were given roles beside the form for one of them, and the log."""
    acting.require(Right.PEOPLE)
    held = people.entries(saving.workspace())
    asked = session.current().own.get("person")
    left, right = st.columns([11, 9], gap="large")
    with left:
        n = len(held)
        parts.show_heading(
            plural("{n} person with roles", "{n} people with roles", n, n=n),
            _(
                "Given here, by e-mail or subject of the login; roles that follow from"
                " groups of the login stand in its file"
            ),
        )
        if held:
            show_table(
                people_tables.kept(held, asked),
                key="people",
                on_choose=lambda who: session.choose("person", who),
            )
        else:
            parts.show_nothing(_("Nobody was given a role here yet."))
    with right, st.container(border=True, key="setting_people"):
        if asked in held:
            _show_person(asked, people.of_value(held[asked].value))
        _show_form(asked if asked in held else "")
    _show_log()
    parts.show_heading(_("What each role may do"))
    show_table(people_tables.roles(), key="roles")


def _show_person(who: str, grants: people.Grants) -> None:
    """The roles of one person, each to be taken away."""
    parts.show_heading(who)
    for number, grant in enumerate(grants):
        with st.container(
            key=f"role_{number}", horizontal=True, vertical_alignment="center"
        ):
            st.say(people_tables.grant_told(grant))
            st.button(
                _("Take away"),
                key=f"take_{number}",
                icon=":material/close:",
                on_click=_take,
                args=(who, grant.role, grant.region),
            )
    st.button(
        _("Close"),
        key="person_close",
        type="tertiary",
        on_click=session.choose,
        args=("person", None),
    )


def _show_form(who: str) -> None:
    """The fields of a role that is given; a region only where the role has one."""
    key = f"grant_{saving.workspace().version()}_{who}"
    parts.show_heading(_("Give a role"))
    st.text_input(
        _("E-mail, or issuer and subject of the login"),
        value=who,
        key=f"{key}_who",
        max_chars=people.LONGEST,
        placeholder="ani@dinsos.go.id",
        live=True,
    )
    names = {role: words.role_name(role) for role in Role}
    role = st.selectbox(
        _("Role"), list(names), key=f"{key}_role", format_func=names.__getitem__
    )
    if assigning.is_regional(role):
        places = _places()
        st.selectbox(
            _("In which region, with all that lies in it"),
            list(places),
            index=None,
            key=f"{key}_region",
            format_func=places.__getitem__,
            placeholder=_("Choose"),
        )
    saving.show_refusal(_AT)
    with st.container(key="save_people", horizontal=True):
        st.button(
            _("Give"), key="people_give", type="primary", on_click=_give, args=(key,)
        )


def _places() -> dict[str, str]:
    """The nation, provinces and regencies, by code in their order."""
    codes = [
        code
        for code in regions.load().names
        if levels.level_of(code) in ("province", "regency")
    ]
    named = {code: f"{office_name(code)} · {code}" for code in codes}
    return {levels.NATION: regions.NATION_NAME} | named


def _give(key: str) -> None:
    given = st.session_state
    who, role = given.get(f"{key}_who") or "", given.get(f"{key}_role") or ""
    region = given.get(f"{key}_region") or ""

    def give(by: str) -> None:
        name = people.give(saving.workspace(), who, role, region, by=by)
        session.choose("person", name)

    saving.do(_AT, give)


def _take(who: str, role: str, region: str) -> None:
    saving.do(_AT, lambda by: people.take(saving.workspace(), who, role, region, by=by))


def _show_log() -> None:
    """Who gave whom what, the latest first, and the way to take the last back."""
    changes = people.history(saving.workspace(), most=_SHOWN)
    if not changes:
        return
    parts.show_heading(_("Changes of roles"), _("The latest first"))
    st.button(
        _("Undo the latest"),
        key="people_undo",
        icon=":material/undo:",
        on_click=_undo,
        args=(changes[0],),
    )
    show_table(people_tables.log(changes), key="people_log")


def _undo(change: Change) -> None:
    saving.do(_AT, lambda by: people.undo(saving.workspace(), change, by=by))
