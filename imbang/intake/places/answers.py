"""Names that are not clear: what each is asked as, and what the officer said of it.

An answer is about the rows it was asked for. Where one name is not clear in several
places, it is asked with its place, so that the answer for one does not move the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from imbang.intake.places.named import Found, Named
from imbang.reference import levels, regions
from imbang.reference.spelling import spelled


@dataclass(frozen=True)
class Naming:
    """The region of a combination of code and names; ``found`` where names said it.

    ``others`` are names of other levels than the code's, passed over; ``lacks_name`` is
    a code that needs a name and has none; ``asked_as`` what an answer is said under.
    """

    code: str | None
    found: Found | None = None
    others: tuple[Named, ...] = ()
    lacks_name: bool = False
    asked_as: str = ""


def answered(
    namings: Sequence[Naming], said: Mapping[str, str], area: str
) -> list[Naming]:
    """The namings, with those that are said now, and the others as they are asked."""
    unclear = {
        number: naming.found
        for number, naming in enumerate(namings)
        if naming.found is not None and naming.found.code is None
    }
    places: dict[str, set[str | None]] = defaultdict(set)
    for found in unclear.values():
        places[spelled(found.name.text)].add(found.within)
    result = list(namings)
    for number, found in unclear.items():
        name = found.name.text
        full = f"{name}, {regions.load().name(found.within or levels.NATION)}"
        is_alone = len(places[spelled(name)]) == 1
        code = said.get(spelled(full)) or (
            said.get(spelled(name)) if is_alone else None
        )
        if code in regions.load().names and regions.load().is_within(code, area):
            settled = replace(found, how="said", code=code)
            result[number] = replace(namings[number], code=code, found=settled)
        else:
            asked = name if is_alone else full
            result[number] = replace(namings[number], asked_as=asked)
    return result
