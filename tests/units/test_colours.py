"""The colours of both themes: what is drawn for a dark screen can be printed."""

from __future__ import annotations

from dataclasses import fields

from imbang.drawing.colours import PALETTES, Palette, by_day


def test_no_colour_of_the_dark_theme_stands_for_two_of_the_light_one() -> None:
    meant: dict[str, set[str]] = {}
    for one in fields(Palette):
        dark, light = (
            getattr(PALETTES[theme], one.name) for theme in ("dark", "light")
        )
        pairs = (
            zip(dark, light, strict=True)
            if isinstance(dark, tuple)
            else [(dark, light)]
        )
        for by_night, day in pairs:
            meant.setdefault(by_night, set()).add(day)
    assert [colour for colour, days in meant.items() if len(days) > 1] == []
    assert by_day() == {by_night: days.pop() for by_night, days in meant.items()}
