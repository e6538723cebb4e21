"""A code and what stands beside it that contradict each other: told, asked, answered.

The question is about the pair of code and name as they stand in the row, so that its
answer says nothing of rows with another code or another name.
"""

from __future__ import annotations

from dataclasses import dataclass

from imbang.formats import grouped
from imbang.intake.files.cells import Rows
from imbang.intake.places.given import Places
from imbang.intake.places.questions import described
from imbang.intake.report.results import Answer
from imbang.reference import regions
from imbang.reference.spelling import spelled
from imbang.texts import _


@dataclass(frozen=True)
class Contradiction:
    """A code, a name in a column beside it (None for none) that is not its own.

    ``others`` are the regions that the rest of the row says, ``rival`` what another code
    of the row says. ``is_named`` where a name beside the code is its own all the same;
    ``is_code_first`` where more speaks for it. ``names`` are all that stand beside it.
    """

    code: str
    name: str
    column: int | None
    others: tuple[str, ...] = ()
    rival: str | None = None
    is_asked: bool = False
    is_code_first: bool = False
    is_named: bool = False
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What an answer is said under; digits of two codes alone look like a NIK."""
        return (
            f"{self.code} {self.name}" if self.name else f"{self.code} / {self.rival}"
        )


def answer_to(places: Places, one: Contradiction) -> str | None:
    """The region that the officer says of the pair."""
    code = places.said.get(spelled(one.text))
    return code if code in regions.load().names else None


def tell(places: Places, one: Contradiction, rows: Rows) -> None:
    """Warn that not all of the row agrees with the code, which counts."""
    if one.rival:
        message = _(
            "Code {code} is {official}, as the row's name says, but another code of the "
            "row is {other} (rows like it: {n}). The lowest code counts; check the other.",
            code=one.code,
            official=regions.load().name(one.code),
            other=described(one.rival),
            n=grouped(len(rows)),
        )
    else:
        message = _(
            "Code {code} is {official}, but the row says “{name}” (rows like it: {n}). "
            "The code counts; check which of the two is meant.",
            code=one.code,
            official=regions.load().name(one.code),
            name=one.name,
            n=len(rows),
        )
    places.findings.add(
        "region_name",
        message,
        row=int(rows[0]),
        column=_heading(places, one),
        value=one.name,
        severity="warning",
    )


def ask(places: Places, one: Contradiction, rows: Rows) -> None:
    """Ask which region the rows of a pair are of."""
    places.findings.ask(
        "region_contradiction",
        _message(one),
        "region",
        one.text,
        rows=rows.tolist(),
        column=_heading(places, one),
        value=one.text,
        offered=_offered(one),
        can_leave_out=True,
        asked=_(
            "Which region is meant by “{code}” beside “{name}”?",
            code=one.code,
            name=one.name or one.rival or "",
        ),
    )


def _message(one: Contradiction) -> str:
    said = "; ".join(map(described, one.others))
    if not said and one.rival:
        said = described(one.rival)
    known = regions.load()
    if not one.name:
        return _(
            "Code {code} is {official}, but another code of the row says {other}. Say "
            "which of the two is meant.",
            code=one.code,
            official=known.name(one.code),
            other=said,
        )
    if not said:
        return _(
            "Code {code} is {official}, but the row says “{name}” and names another "
            "place. Say which region is meant.",
            code=one.code,
            official=known.name(one.code),
            name=one.name,
        )
    return _(
        "Code {code} is {official}, but the row says “{name}”, which is {other}. Say "
        "which of the two is meant.",
        code=one.code,
        official=known.name(one.code),
        name=one.name,
        other=said,
    )


def _offered(one: Contradiction) -> list[Answer]:
    """Both, the one first for which more speaks."""
    code = _answer(one.code, _("the code is right"))
    others = [_answer(other, _("the name is right")) for other in one.others]
    if one.rival and not others:
        others = [_answer(one.rival, _("the other code is right"))]
    return [code, *others] if one.is_code_first else [*others, code]


def _answer(code: str, why: str) -> Answer:
    region = described(code)
    effect = _("the rows are read as {region}: {why}", region=region, why=why)
    return Answer(code, region, effect)


def _heading(places: Places, one: Contradiction) -> str:
    return (
        places.headings.texts[one.column] if one.column is not None else places.heading
    )
