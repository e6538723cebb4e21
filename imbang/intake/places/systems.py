"""Whose codes a column holds: Kemendagri's or those of BPS.

The officer says it, or the heading; else the codes, where a table has nearly all of them
as BPS', and the names beside them. Only where
these leave it open it is asked, once for all columns of a sheet that do not say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from imbang.intake.files.cells import Cells, Rows
from imbang.intake.headings.region_columns import System, level_in, system_in
from imbang.intake.places import bps
from imbang.intake.places.gazetteer import gazetteer
from imbang.intake.places.given import Places
from imbang.intake.places.own_names import is_named
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer
from imbang.intake.values.columns import combined
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.reference.spelling import spelled
from imbang.texts import _

_SAMPLE = 2_000  # different codes that are looked at with their names
_ENOUGH = 3  # codes that the table of those of BPS has
_ENOUGH_NAMED = 2  # codes that differ between the systems, all with the names of one


@dataclass(frozen=True)
class Systems:
    """The system of each column of codes, by position.

    Empty where it must be asked: ``asked`` is then the column and an example.
    ``found`` is the column whose codes were found to be those of BPS, and an example.
    """

    of: Mapping[int, System] = field(default_factory=dict)
    asked: tuple[int, str] | None = None
    found: tuple[int, str] | None = None

    def at(self, system: System) -> list[int]:
        """The columns with codes of a system."""
        return [at for at, own in self.of.items() if own == system]


def systems_of(places: Places) -> Systems:
    """Whose codes each column of a table holds."""
    positions = places.positions("region_code")
    texts = places.headings.texts
    own = {
        at: said_system(places, texts[at]) or system_in(texts[at]) for at in positions
    }
    told: dict[int, System] = {at: system for at, system in own.items() if system}
    silent = [at for at in positions if at not in told]
    given = {at: distinct_texts(places.sheet.columns[at], places.rows) for at in silent}
    said = {said_system(places, texts[at]) for at in positions} - {None}
    alike = [at for at in silent if bps.look_like_bps(given[at])]
    kemendagri: dict[int, System] = dict.fromkeys(silent, "kemendagri")
    may_be = [at for at in silent if _may_be_bps(given[at])]
    of_bps: dict[int, System] = dict.fromkeys({*alike, *may_be}, "bps")
    if said == {"bps"}:
        return Systems(told | kemendagri | of_bps)
    if said or not (alike or may_be):
        return Systems(told | kemendagri)
    at = (alike or may_be)[-1]
    if alike and not (
        _are_in_the_table(given[alike[-1]]) or _names_fit(places, alike[-1])
    ):
        return Systems(asked=(at, _no_code(given[at])))
    if alike or _names_are_of_bps(places, at):
        example = _no_code(given[at]) if alike else given[at][0]
        return Systems(told | kemendagri | of_bps, found=(at, example))
    return Systems(told | kemendagri)


def said_system(places: Places, heading: str) -> System | None:
    """What the officer says of a column of codes."""
    said = places.said.get(spelled(heading))
    if said == bps.BPS:
        return "bps"
    return "kemendagri" if said == bps.KEMENDAGRI else None


def tell_systems(places: Places, systems: Systems) -> None:
    """The question whose codes these are, or what was found out."""
    texts, findings = places.headings.texts, places.findings
    if systems.asked:
        at, example = systems.asked
        ask_for_system(findings, texts[at], example)
    if systems.found:
        at, example = systems.found
        findings.add(
            "region_code_system",
            _(
                "The codes are those of BPS (for example “{code}”). Regions are found by "
                "their code where it is known, else by their name within the regency.",
                code=example,
            ),
            column=texts[at],
            value=example,
            severity="info",
        )


def ask_for_system(findings: Findings, heading: str, example: str) -> None:
    """The question whether the codes below a heading are those of BPS."""
    findings.ask(
        "region_code_system",
        _(
            "These look like codes of the statistics office BPS (for example “{code}”), "
            "not of Kemendagri; the two differ. Expected Kemendagri codes such as "
            "63.71.01.1001, as in the template. Without a code column, regions are "
            "found by their names. Or say that BPS codes are meant: then regions are "
            "found by them where they are known, else by name within the regency.",
            code=example,
        ),
        "choice",
        heading,
        column=heading,
        value=example,
        offered=[
            Answer(bps.BPS, _("codes of BPS")),
            Answer(bps.KEMENDAGRI, _("codes of Kemendagri")),
        ],
    )


def distinct_texts(cells: Cells, rows: Rows) -> list[str]:
    """The different texts of these rows."""
    codes = np.unique(cells.codes[rows])
    return [cells.texts[code] for code in codes.tolist() if code >= 0]


def _may_be_bps(texts: Sequence[str]) -> bool:
    """Whether all are written like codes of regencies or provinces, without a dot."""
    return bool(texts) and all(
        len(bps.digits_of(text)) in {2, 4} and bps.region_of(text) for text in texts
    )


def _are_in_the_table(texts: Sequence[str]) -> bool:
    """Whether most codes are those of BPS' own regions, and hardly one is Kemendagri's."""
    known = sum(bps.region_of(text) is not None for text in texts)
    of_kemendagri = len(texts) - regions.load().normalise(texts).count(None)
    return known >= _ENOUGH and known >= 0.8 * len(texts) > 8 * of_kemendagri


def _no_code(texts: Sequence[str]) -> str:
    known = regions.load().normalise(texts)
    return next(t for t, code in zip(texts, known, strict=True) if code is None)


def _pairs(
    places: Places, at: int
) -> Iterator[tuple[str, list[tuple[str, Level | None]]]]:
    """Codes of a column with the names beside them and their levels: some of them."""
    names = places.positions("region_name")
    columns = [places.sheet.columns[position] for position in (at, *names)]
    headings = [level_in(places.headings.texts[position]) for position in names]
    _numbers, found = combined([column.codes[places.rows] for column in columns])
    for code, *others in found[:: len(found) // _SAMPLE + 1]:
        if code >= 0:
            yield (
                columns[0].texts[code],
                [
                    (column.texts[name], level)
                    for column, name, level in zip(
                        columns[1:], others, headings, strict=True
                    )
                    if name >= 0
                ],
            )


def _names_fit(places: Places, at: int) -> bool:
    """Whether most names beside the codes are of the regions in which BPS' codes lie."""
    nation = gazetteer(levels.NATION)
    fitting = named = 0
    for text, names in _pairs(places, at):
        regency, level = bps.region_above(text), bps.level_below(text)
        own = [name for name, its in names if its in (None, level)]
        if regency is None or level is None or not own:
            continue
        named += 1
        fitting += any(nation.exact(name, level, (regency,)) for name in own)
    return named > 0 and 2 * fitting > named


def _names_are_of_bps(places: Places, at: int) -> bool:
    """Whether the names are those of BPS' codes wherever the two systems differ."""
    fitting = 0
    for text, pairs in _pairs(places, at):
        code, names = regions.load().code_for(text), [name for name, _level in pairs]
        other = bps.region_of(text)
        if other is None or other == code or not names:
            continue
        if code and is_named(code, names):
            return False
        fitting += is_named(other, names)
    return fitting >= _ENOUGH_NAMED
