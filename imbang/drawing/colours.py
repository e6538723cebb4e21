"""The colours of what is measured, for light and dark: one place for maps and tables.

Steps and amounts are ordered in lightness, away from the page: more is stronger also in
grey print and for eyes that confuse red and green. The page's own colours, paper, ink
and accent, are repeated from ``.streamlit/config.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

from imbang.analysis.coverage_steps import STEPS
from imbang.analysis.judgement import JUDGEMENTS

Theme = Literal["light", "dark"]

Ramp = Literal["need", "amounts", "judged"]
"""What colours stand for: need, of which more is worse; an amount, which is neither good
nor bad; a judgement."""
RAMP_KEYS: Mapping[Ramp, tuple[str, ...]] = {
    "need": STEPS,
    "amounts": tuple(f"amount_{step}" for step in STEPS),
    "judged": JUDGEMENTS[:-1],
}
"""The names of the steps of each, as style sheets know them."""

FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Palette:
    """All colours of one theme.

    ``steps`` go from all within reach to most beyond it, ``written`` is the colour of
    names on each; ``amounts`` from none to most. ``judged`` are the judgements that a figure may have, from clearly
    short to ample, with ``judged_written`` on them: the hue says the side, the strength
    how sure; each has a lightness of its own.
    """

    paper: str
    ink: str
    accent: str
    steps: tuple[str, str, str, str]
    written: tuple[str, str, str, str]
    amounts: tuple[str, str, str, str]
    amounts_written: tuple[str, str, str, str]
    judged: tuple[str, str, str, str, str]
    judged_written: tuple[str, str, str, str, str]
    unknown: str
    unknown_line: str
    faded: str
    border: str
    gap: str
    quiet_ink: str
    card: str

    def ramp(self, ramp: Ramp) -> tuple[tuple[str, str], ...]:
        """The colours of each step, and of names on it."""
        fills, letters = {
            "need": (self.steps, self.written),
            "amounts": (self.amounts, self.amounts_written),
            "judged": (self.judged, self.judged_written),
        }[ramp]
        return tuple(zip(fills, letters, strict=True))


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#fbfaf6",
        ink="#1c1b18",
        accent="#1f5f57",
        steps=("#dfeae5", "#e6b565", "#d17a2c", "#8a2415"),
        written=("#1c1b18", "#1c1b18", "#1c1b18", "#fff6ee"),
        amounts=("#ebecf2", "#a5aecd", "#68729f", "#343c6e"),
        amounts_written=("#1c1b18", "#1c1b18", "#ffffff", "#ffffff"),
        judged=("#861f12", "#d9803a", "#ebe6da", "#9dc4be", "#2f7a78"),
        judged_written=("#fff6ee", "#1c1b18", "#1c1b18", "#1c1b18", "#ffffff"),
        unknown="#f6f4ee",
        unknown_line="#b5b0a3",
        faded="#ece8de",
        border="#5c584e",
        gap="#fbfaf6",
        quiet_ink="#77736a",
        card="#ffffff",
    ),
    "dark": Palette(
        paper="#151714",
        ink="#edebe4",
        accent="#7cc6ba",
        steps=("#22352f", "#84662b", "#cd8a3c", "#ffb29b"),
        written=("#edebe4", "#fffdf6", "#14120d", "#15120d"),
        amounts=("#242833", "#474f74", "#7f89bd", "#cdd4f5"),
        amounts_written=("#edebe4", "#fffdf6", "#16130d", "#16130d"),
        judged=("#ffb09c", "#a0652c", "#282b26", "#2b5557", "#62aaaa"),
        judged_written=("#15120d", "#fffdf6", "#edebe4", "#fffdf6", "#16130d"),
        unknown="#1a1d19",
        unknown_line="#5a5f56",
        faded="#22251f",
        border="#8d8b80",
        gap="#151714",
        quiet_ink="#98958b",
        card="#262a24",
    ),
}


def by_day() -> dict[str, str]:
    """Every colour of the dark theme with the one that it stands for in the light one.

    So that charts drawn for a dark screen can be printed, no colour of the dark theme
    stands for two of the light one.
    """
    pairs = [
        pair
        for one in fields(Palette)
        for pair in zip(
            *(_each(getattr(PALETTES[theme], one.name)) for theme in ("dark", "light")),
            strict=True,
        )
    ]
    return dict(pairs)


def _each(colour: str | tuple[str, ...]) -> tuple[str, ...]:
    return (colour,) if isinstance(colour, str) else colour
