"""What noting a decision offers and reads: figures, regions, a target as it is typed;
and what is said of releases for the public."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from babel.numbers import NumberFormatError, parse_decimal

from imbang import formats
from imbang.briefs.model import Screen
from imbang.decisions import figures
from imbang.reference import regions
from imbang.reference.levels import LEVELS, NATION, Level, ancestors, level_of
from imbang.refusals import Misuse
from imbang.texts import _, language
from imbang.wording import decisions as wording
from imbang.wording.names import full_name, level_name

if TYPE_CHECKING:
    from imbang.releases.record import Released

SAME: Mapping[str, str] = {"ratio_ppks_per_psm": "ratio"}
"""Figures of screens that decisions know by another name."""

NEAR: Mapping[str, str] = {
    "villages_no_psm": "villages_with_psm_pct",
    "without_after": "villages_with_psm_pct",
    "uncovered_after": "uncovered_persons",
    "ppks_index": "ppks_persons",
    "psm_index": "psm_active",
    "psm_roles": "psm_active",
    "psm_persons": "psm_active",
    "psm_active_by_name": "psm_active",
    "psm_ever_share": "psm_trained_pct",
    "psm_never": "psm_trained_pct",
    "activities": "psm_trained_this_year_pct",
    "dtks_verified_share": "dtks_verified_pct",
    "cases_without_psm": "cases_with_psm_pct",
    "offices_behind": "reporting_rate_pct",
    "villages_unknown": "reporting_rate_pct",
    "places_given": "psm_active",
    "ppks_reached": "uncovered_persons",
}
"""Figures of screens that decisions cannot be about, by one that tells of the same."""


def figure_choices(screen: Screen | None) -> dict[str, str]:
    """All figures that a decision may be about, by what they are called: first those of
    the screen with their value there, then those that are near to what it shows."""
    known, shown, near = figures.known(), {}, []
    for one in screen.numbers if screen else ():
        key = SAME.get(one.key, one.key)
        if key in known:
            shown[key] = f"{wording.figure_name(key)}: {one.text}"
        elif key in NEAR:
            near.append(NEAR[key])
    rest = {key: wording.figure_name(key) for key in (*near, *known)}
    return shown | {key: name for key, name in rest.items() if key not in shown}


def region_choices(region: str, provinces: tuple[str, ...]) -> dict[str, str]:
    """The region and all that lies in it, by name; of the nation its provinces with data
    and their regencies."""
    known = regions.load()
    if region != NATION:
        return {code: _named(code) for code in known.within(region)}
    codes = [code for one in provinces for code in (one, *known.children(one))]
    return {NATION: "Indonesia"} | {code: _named(code) for code in codes}


def _named(code: str) -> str:
    """A region's name, below a regency with what it lies in."""
    known, level = regions.load(), level_of(code)
    told = full_name(known.name(code), level)
    if level not in ("village", "district"):
        return told
    above = [
        known.name(one) for one in ancestors(code)[1:3] if level_of(one) != "province"
    ]
    return ", ".join((told, *above))


def read_target(text: str) -> float | None:
    """A target as it is typed in the reader's language, with or without %; None for an
    empty one. Misuse for what is no number."""
    typed = text.strip().removesuffix("%").strip().replace("\N{MINUS SIGN}", "-")
    if not typed:
        return None
    try:
        return float(parse_decimal(typed, locale=language(), strict=True))
    except NumberFormatError as error:
        raise Misuse(
            _(
                "“{text}” is no target; expected a number such as {example}.",
                text=text.strip()[:40],
                example=formats.number(1250.5, 1),
            )
        ) from error


def write_target(value: float | None) -> str:
    """A target as it would be typed."""
    if value is None:
        return ""
    digits = next((n for n in range(4) if round(value, n) == value), 4)
    return formats.number(value, digits).replace("\N{MINUS SIGN}", "-")


def lowest_levels(region: str) -> dict[Level, str]:
    """The levels that a release of a region can go down to, by name."""
    own = LEVELS.index(level_of(region))
    return {one: level_name(one) for one in LEVELS[own:] if one != "nation"}


def usual_lowest(region: str) -> Level:
    """How far down a release goes unless chosen: so that it takes seconds."""
    if region == NATION:
        return "regency"
    return "village" if level_of(region) == "village" else "district"


def release_name(release: Released) -> str:
    """A release: its number, region and month."""
    nation = release.region == NATION
    return _(
        "{number}: {region}, {month}",
        number=release.number,
        region="Indonesia" if nation else _named(release.region),
        month=formats.month(release.as_of),
    )


def release_made(release: Released) -> str:
    """Down to which level it goes, when and by whom it was made."""
    lowest = "" if release.lowest == "nation" else level_name(release.lowest)
    told = (lowest, formats.moment(release.at), release.who)
    return " · ".join(one for one in told if one)


def release_told(files: Mapping[str, bytes]) -> str:
    """How much a release shows and hides, and what is left to an attacker, by its own
    files."""
    facts = json.loads(files["disclosure.json"])
    counted = _(
        "{counts} counts, of which {hidden} are hidden: {small} small ones and {others} "
        "that protect them.",
        counts=formats.number(facts["counts"]),
        hidden=formats.number(facts["hidden"]),
        small=formats.number(facts["hidden_as_small"]),
        others=formats.number(facts["hidden_to_protect"]),
    )
    recovered = int(facts["recovered"])
    attacked = (
        _("Whoever attacks it recovers {n} of them.", n=formats.number(recovered))
        if recovered
        else _("Whoever attacks it recovers none of them.")
    )
    return f"{counted} {attacked}"
