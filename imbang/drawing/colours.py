"""The colours of what is measured, for light and dark: one place for maps and tables.

The four steps are ordered in lightness, away from the page: more is stronger also in
grey print and for eyes that confuse red and green. The page's own colours, paper, ink
and accent, are repeated from ``.streamlit/config.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Theme = Literal["light", "dark"]

FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Palette:
    """All colours of one theme.

    ``steps`` go from all within reach to most beyond it, ``written`` is the colour of
    names on each. The mark for no PSM is a hole: a dot of paper.
    """

    paper: str
    ink: str
    accent: str
    steps: tuple[str, str, str, str]
    written: tuple[str, str, str, str]
    unknown: str
    unknown_line: str
    faded: str
    border: str
    gap: str
    quiet_ink: str
    card: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#fbfaf6",
        ink="#1c1b18",
        accent="#1f5f57",
        steps=("#d9e6e0", "#efd190", "#dd8a35", "#8f2a1a"),
        written=("#1c1b18", "#1c1b18", "#1c1b18", "#fff6ee"),
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
        steps=("#2b3d37", "#6b5a34", "#b8742d", "#ff957c"),
        written=("#edebe4", "#fffdf6", "#14120d", "#15120d"),
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
