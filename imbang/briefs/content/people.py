"""Who we have and who is valid: the ladder of PSM from roles on paper down."""

from __future__ import annotations

from imbang import formats
from imbang.briefs.context import Context, big, number
from imbang.briefs.model import BigNumber, Exhibit, Screen, Table
from imbang.texts import _
from imbang.wording import cards, pillar_people
from imbang.wording.exhibits import pillars as exhibits
from imbang.wording.messages import pillars
from imbang.wording.names import level_name

KEY, ORDER = "people", 30
_KIND = "psm"
_KEYS = {
    "roles": "psm_roles",
    "persons": "psm_persons",
    "active": "psm_active_by_name",
}


def name() -> str:
    """What a list of screens calls it."""
    return _("Who we have and who is valid")


def make(context: Context) -> Screen:
    """The ladder of the region, and of those in it."""
    row = dict(context.region.ladder(_KIND).iloc[0])
    changes = context.region.ladder_changes(_KIND)
    steps = pillar_people.rungs(row, changes)
    told = pillars.sentences(row, changes, context.asked.compare or "")
    return Screen(
        KEY,
        name(),
        pillars.title(row, _KIND, context.name),
        "pilar_sosial",
        tuple(told.values()),
        _numbers(context, steps),
        _exhibits(context, steps),
        (
            _(
                "A person counts once however many roles they hold. People and institutions"
                " are never added together."
            ),
        ),
        context.sources("pillars", "pillar_counts", "participants"),
        is_empty=not steps and number(row["counts_only"]) is None,
    )


def _numbers(
    context: Context, steps: list[pillar_people.Rung]
) -> tuple[BigNumber, ...]:
    """Roles, people and those active by name, and the valid ones of them; where nobody is
    known by name, how many are active by count."""
    s = context.situation
    cards_of = cards.by_figure(s)
    if not steps:
        active = big("psm_active", cards_of["psm_active"], s.now.psm, "persons")
        return (active,) if s.now.psm is not None else ()
    found = [
        BigNumber(
            _KEYS[step.key],
            step.label,
            formats.number(step.count),
            float(step.count),
            "persons",
        )
        for step in steps
        if step.key in _KEYS
    ]
    return (*found, big("psm_valid", cards_of["psm_valid"], s.now.valid, "persons"))


def _exhibits(context: Context, steps: list[pillar_people.Rung]) -> tuple[Exhibit, ...]:
    found: list[Exhibit] = []
    if steps:
        rows = exhibits.ladder(steps)
        found.append(
            Table(
                "ladder",
                pillar_people.told_ladder(steps, _KIND),
                _("Each step is the one above it, less who falls out and why"),
                rows,
                exhibits.ladder_columns(rows["count"].max(), context.asked.compare),
                _("from roles down"),
                ("step_name", "count", "fallen"),
            )
        )
    region, level = context.region, context.region.below
    ladders = region.ladders(_KIND)
    if ladders["reported"].notna().any():
        found.append(
            Table(
                "ladders",
                _("The ladder by region"),
                level_name(level),
                ladders.sort_values(
                    ["reported", "region_code"], ascending=[False, True]
                ),
                exhibits.ladders_columns(level),
                _("most reported first"),
                ("region_name", "reported", "active", "valid"),
            )
        )
    return tuple(found)
