"""The effect on figures, told before a file is accepted, and a way to send a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imbang import formats
from imbang.app import elements as st
from imbang.periods import format_month
from imbang.screens.imports import desk as importing_view
from imbang.screens.imports import desk_session, sample_section
from imbang.screens.imports.desk import Desk, Item, Replacement
from imbang.screens.imports.effects import COUNTS, Effect, effects, part_of
from imbang.store.deliveries import Store
from imbang.texts import _, plural
from imbang.wording import deliveries

_TOLD = 5  # submissions told one by one


def show_effects(store: Store, lying: Desk, found: Sequence[Replacement]) -> None:
    """Which regions would be left on older figures, or on none; else lost rows."""
    leaves = sample_section.is_left_behind()
    counted = [one for one in store.counted() if not (leaves and one.is_sample)]
    told = list(effects(store, found, counted))
    for effect in told[:_TOLD]:
        st.warning(_told(effect), icon=":material/trending_down:")
    if (rest := len(told) - _TOLD) > 0:
        _warn_of_others(rest)
    _offer_parts(lying, told)
    shrunk = [
        one
        for one in importing_view.shrunk(found)
        if one.before in counted and all(one is not e.replacement for e in told)
    ]
    if shrunk:
        st.warning(_shrunk(len(shrunk)), icon=":material/trending_down:")


def _told(effect: Effect) -> str:
    draft, before = effect.replacement.draft, effect.replacement.before
    assert before is not None
    what = _(
        "{dataset} of {office} for {period}: {before} rows become {now}.",
        dataset=deliveries.dataset_title(draft.dataset),
        office=deliveries.office_name(draft.office),
        period=deliveries.period_name(draft.period),
        before=formats.number(before.rows),
        now=formats.number(draft.table.num_rows),
    )
    return " ".join([what, *_left(effect)])


def _left(effect: Effect) -> list[str]:
    n = formats.number(len(effect.lost))
    missing = (
        _("{n} villages of before are not in the file.", n=n)
        if effect.are_villages
        else _("{n} regions of before are not in the file.", n=n)
    )
    if effect.replacement.draft.dataset not in COUNTS:
        return [missing]
    stay = [
        _("{n} would be left on {month}.", n=formats.number(k), month=_month(month))
        for month, k in effect.left_on
    ]
    if effect.without:
        none = formats.number(effect.without)
        stay.append(_("{n} would have no figure.", n=none))
    return [missing, *stay]


def _month(index: int) -> str:
    return formats.month(format_month(index))


def _offer_parts(lying: Desk, told: Sequence[Effect]) -> None:
    """For each file that covers one part of an area alone: to be sent as that part's."""
    drafts = [effect.replacement.draft for effect in told]
    for number, item in enumerate(lying.items):
        mine = item.report.drafts if item.report else ()
        is_told = any(draft is one for draft in drafts for one in mine)
        part = part_of(item) if is_told else None
        if part is None:
            continue
        st.button(
            _(
                "Take {file} for {part} alone",
                file=item.name,
                part=deliveries.office_name(part),
            ),
            key=f"part_{number}",
            icon=":material/crop:",
            help=_("It then stands beside what was sent of the rest, which stays."),
            on_click=_take_as_part,
            args=(item, part),
        )


def _take_as_part(item: Item, part: str) -> None:
    desk_session.say(item.name, replace(item.options, region=part))


def _warn_of_others(rest: int) -> None:
    st.warning(
        plural(
            "{n} more submission leaves regions out.",
            "{n} more submissions leave regions out.",
            rest,
            n=formats.number(rest),
        ),
        icon=":material/trending_down:",
    )


def _shrunk(count: int) -> str:
    return plural(
        "{n} submission holds less than half the rows of what it replaces. Is the "
        "file complete?",
        "{n} submissions hold less than half the rows of what they replace. Are the "
        "files complete?",
        count,
        n=formats.number(count),
    )
