"""What readers do on a page: a fixed walk for one, choices at random for many."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.client import Reader, Run

PAGES = {"": "summary", "cakupan_psm": "coverage"}
DETAILED = "cakupan_psm"
NORMS = ("120", "150", "162,5", "200")
_REGIONS, _MONTHS = 8, 10


@dataclass(frozen=True)
class Interaction:
    """One act on one widget: an option chosen (a number), a text written, or pressed."""

    name: str
    key: str
    value: int | str | None = None

    async def by(self, reader: Reader) -> Run:
        """Let ``reader`` do it."""
        if isinstance(self.value, int):
            return await reader.choose(self.key, self.value)
        if self.value is None:
            return await reader.press(self.key)
        return await reader.write(self.key, self.value)


def walk(page: str) -> list[Interaction]:
    """From the province down to regencies and back, through months, norms, levels."""
    regions = [
        step
        for number in range(_REGIONS)
        for step in (_region(number), Interaction("region", "up_"))
    ]
    months = [_month(number) for number in (*range(1, _MONTHS + 1), 0)]
    if page != DETAILED:
        return [*regions, *months]
    levels = [Interaction("level", "level", number) for number in (0, 1, 2)]
    norms = [Interaction("norm", "norm_own_", text) for text in NORMS]
    reset = Interaction("norm", "norm_reset")
    return [*regions, *months, *levels, *norms, reset]


def pick(reader: Reader, chance: random.Random) -> Interaction:
    """What a reader may do next on the page as it is."""
    names = ["region", "region", "month"]
    if reader.has("level"):
        names.append("level")
    if reader.has("norm_own_"):
        names.append("norm")
    match chance.choice(names):
        case "region" if reader.has("up_") and chance.random() < 0.5:
            return Interaction("region", "up_")
        case "region" if reader.has("down_"):
            options = reader.find("down_").element.selectbox.options
            return _region(chance.randrange(len(options)))
        case "level":
            options_ = reader.find("level").element.button_group.options
            return Interaction("level", "level", chance.randrange(len(options_)))
        case "norm":
            return Interaction("norm", "norm_own_", chance.choice(NORMS))
        case _:
            months = len(reader.find("as_of").element.selectbox.options)
            return _month(chance.randrange(min(_MONTHS, months)))


def _region(number: int) -> Interaction:
    return Interaction("region", "down_", number)


def _month(number: int) -> Interaction:
    return Interaction("month", "as_of", number)
