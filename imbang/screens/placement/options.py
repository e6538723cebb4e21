"""What is asked of a plan: how many places, to what end, within which limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal

from imbang import formats
from imbang.analysis.placement.constraints import OBJECTIVES
from imbang.analysis.placement.requests import (
    MOST_ERROR,
    MOST_MONTHS,
    MOST_POSTS,
    NAMES,
    Request,
    read,
)
from imbang.app import elements as st
from imbang.app.state import session
from imbang.app.state.view import View
from imbang.reference import regions
from imbang.reference.levels import level_of
from imbang.texts import _
from imbang.wording.placement import words


def show_options(view: View) -> None:
    """The controls of a request, in one line."""
    request = read(view.own)
    _choose_posts(request)
    _choose_objective(request)
    with st.popover(_limits_label(request), key="plan_limits", icon=":material/rule:"):
        _choose_limits(view, request)
    with st.popover(
        _money_label(request), key="plan_money", icon=":material/payments:"
    ):
        _choose_money(request)
    with st.popover(
        _vacant_label(request), key="plan_vacant", icon=":material/event_busy:"
    ):
        _choose_vacancies(request)


def put(request: Request) -> None:
    """Ask for another plan: for callbacks."""
    rest = {k: v for k, v in session.current().own.items() if k not in NAMES}
    session.change(own=rest | request.to_own())


def _change(**values: Any) -> None:
    put(replace(read(session.current().own), **values))


def _on_change(key: str, take: Callable[[Any], None]) -> Callable[[], None]:
    def changed() -> None:
        take(st.session_state.get(key))

    return changed


def _choose_posts(request: Request) -> None:
    is_paid = request.budget is not None and bool(request.cost)
    session.sync("plan_posts", request.places)
    st.number_input(
        _("Further places"),
        min_value=0,
        max_value=MOST_POSTS,
        step=5,
        key="plan_posts",
        disabled=is_paid,
        width=150,
        help=_("The budget decides how many there are.") if is_paid else None,
        on_change=_on_change("plan_posts", lambda n: _change(posts=int(n or 0))),
    )


def _choose_objective(request: Request) -> None:
    names = {one: words.objective_name(one) for one in OBJECTIVES}
    session.sync("plan_objective", request.objective)
    st.selectbox(
        _("Objective"),
        OBJECTIVES,
        key="plan_objective",
        width=330,
        format_func=names.__getitem__,
        on_change=_on_change("plan_objective", lambda o: _change(objective=o)),
    )


def _limits_label(request: Request) -> str:
    n = len(words.told_constraints(request.obeyed))
    return _("Constraints: {n}", n=n) if n else _("No constraints")


def _choose_limits(view: View, request: Request) -> None:
    limits = request.constraints
    is_gini = request.objective == "gini"

    def change(**values: Any) -> None:
        _change(constraints=replace(limits, **values))

    session.sync("plan_first", limits.first_everywhere and not is_gini)
    st.checkbox(
        _("First one PSM in every village with need"),
        key="plan_first",
        disabled=is_gini,
        on_change=_on_change("plan_first", lambda v: change(first_everywhere=bool(v))),
    )
    session.sync("plan_most", limits.most_per_village)
    st.number_input(
        _("At most so many PSM in a village"),
        min_value=1,
        max_value=100,
        step=1,
        value=None,
        key="plan_most",
        placeholder=_("no limit"),
        on_change=_on_change("plan_most", lambda n: change(most_per_village=n)),
    )
    session.sync(
        "plan_least", (limits.least_per_district or None) if not is_gini else None
    )
    st.number_input(
        _("At least so many PSM in a district"),
        min_value=1,
        max_value=100,
        step=1,
        value=None,
        key="plan_least",
        placeholder=_("no limit"),
        disabled=is_gini,
        on_change=_on_change("plan_least", lambda n: change(least_per_district=n or 0)),
    )
    if is_gini:
        st.caption(
            _("The most even plan knows a limit per village and regencies only.")
        )
    _choose_regencies(view, limits.regencies, change)


def _choose_regencies(
    view: View, chosen: tuple[str, ...], change: Callable[..., None]
) -> None:
    if level_of(view.region) != "province":
        return
    known = regions.load()
    codes = list(known.below(view.region, "regency"))
    session.sync("plan_regencies", [code for code in chosen if code in codes])
    st.multiselect(
        _("Only within"),
        codes,
        key="plan_regencies",
        format_func=known.names.__getitem__,
        placeholder=_("all regencies and cities"),
        on_change=_on_change(
            "plan_regencies", lambda v: change(regencies=tuple(sorted(v or ())))
        ),
    )


def _money_label(request: Request) -> str:
    if request.budget is not None and request.cost:
        return _("Budget: {amount}", amount=words.rupiah(request.budget))
    if request.cost:
        return _("{amount} a place", amount=words.rupiah(request.cost))
    return _("Cost and budget")


def _choose_money(request: Request) -> None:
    st.caption(
        _("What a place costs is the office's own figure; there is no official one.")
    )
    _amount(
        "cost",
        _("Cost of one place a year (Rp)"),
        request.cost,
        lambda amount: _change(cost=amount, budget=request.budget if amount else None),
    )
    _amount(
        "budget",
        _("Budget a year (Rp): it decides how many places there are"),
        request.budget,
        lambda amount: _change(budget=amount),
        disabled=not request.cost,
    )


def _amount(
    name: str,
    label: str,
    value: int | None,
    take: Callable[[int | None], None],
    *,
    disabled: bool = False,
) -> None:
    """An amount of rupiah, written as people write it."""
    key = f"plan_{name}_{value}"
    written = formats.number(value) if value is not None else ""
    st.text_input(
        label,
        value=written,
        key=key,
        disabled=disabled,
        placeholder="12.000.000",
        on_change=_on_change(key, lambda text: _take_amount(text or "", take)),
    )
    if refused := st.session_state.pop(f"plan_refused_{name}", None):
        st.error(_("“{amount}” is not an amount.", amount=refused))


def _take_amount(text: str, take: Callable[[int | None], None]) -> None:
    if not text.strip():
        take(None)
        return
    try:
        amount = int(
            parse_decimal(text.strip(), locale=session.current().lang, strict=True)
        )
    except NumberFormatError:
        amount = 0
    if amount > 0:
        take(amount)
    else:
        for name in ("cost", "budget"):
            st.session_state[f"plan_refused_{name}"] = text[:20]


def _vacant_label(request: Request) -> str:
    if request.vacant_months is None:
        return _("Without vacant places")
    return _("Vacant within {n} months", n=request.vacant_months)


def _choose_vacancies(request: Request) -> None:
    st.say(
        _(
            "A PSM is a resident and cannot be moved; a place that ends or falls vacant"
            " can be filled elsewhere."
        )
    )
    session.sync("plan_is_vacant", request.vacant_months is not None)
    st.toggle(
        _("Give out vacant places as well"),
        key="plan_is_vacant",
        on_change=_on_change(
            "plan_is_vacant", lambda v: _change(vacant_months=12 if v else None)
        ),
    )
    if request.vacant_months is None:
        return
    session.sync("plan_months", request.vacant_months)
    st.number_input(
        _("Places that end within so many months, or ended in as many before"),
        min_value=1,
        max_value=MOST_MONTHS,
        step=1,
        key="plan_months",
        on_change=_on_change(
            "plan_months", lambda n: _change(vacant_months=int(n or 12))
        ),
    )


def choose_error(request: Request) -> None:
    """How far PMKS may be off where the firmness of places is told."""
    session.sync("plan_error", request.error_pct)
    st.number_input(
        _("PMKS may be off by, %"),
        min_value=0,
        max_value=MOST_ERROR,
        step=5,
        key="plan_error",
        width=200,
        on_change=_on_change("plan_error", lambda n: _change(error_pct=int(n or 0))),
    )
