"""The meeting as one HTML file, which opens without server or network.

Everything is in it: style, script, letters and pictures. Its own policy forbids it to
fetch anything. Without the script the screens stand one below the other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from html import escape

from imbang import formats, paths
from imbang.briefs import markup
from imbang.briefs.model import (
    BigNumber,
    Brief,
    Chart,
    Exhibit,
    Map,
    Screen,
    Table,
    stands_alone,
)
from imbang.briefs.workbook import about_rows
from imbang.texts import _, plural

Picture = Callable[[Chart | Map, float], bytes]
"""A chart or map as SVG, so many pixels wide."""

_BESIDE, _ALONE = 520.0, 900.0  # pixels of charts: beside words, and without
_NARROW = 420.0  # on a telephone
_MAP = 520.0
_MANY = 14  # rows of a chart that is scrolled rather than made small
_FEW_LETTERS = 40  # of a note that stands at its number


def as_page(brief: Brief, picture: Picture) -> bytes:
    """The brief as HTML; the same bytes for the same brief.

    Where there is room one step is seen at a time: a screen's words with what it shows
    first, unless that stands alone; each other exhibit alone. Elsewhere, printed, and
    without the script all stand one below the other.
    """
    style = _font() + markup.sides() + (paths.ASSETS / "meeting.css").read_text("utf-8")
    script = (paths.ASSETS / "meeting.js").read_text("utf-8")
    screens = "".join(_screen(screen, picture) for screen in brief.screens)
    asked = " · ".join(dict.fromkeys(value for _name, value in brief.filters))
    made_up = f'<p class="made_up">{escape(brief.made_up)}</p>' if brief.made_up else ""
    return f"""<!doctype html>
<html lang="{brief.asked.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">
<meta name="imbang:snapshot" content="{escape(brief.snapshot.id)}">
<meta name="imbang:sha256" content="{escape(brief.snapshot.sha256)}">
<title>{escape(brief.title)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">{escape(_("Skip to the screens"))}</a>
<header class="of"><h1>{escape(brief.title)}</h1><p>{escape(asked)}</p></header>
{made_up}
<main id="main">
{screens}{_differs(brief)}{_about(brief)}</main>
<nav class="steps" aria-label="{escape(_("Screens"))}">
<button type="button" id="before" aria-label="{escape(_("Screen before"))}">←</button>
<span id="counter" aria-live="polite"></span>
<button type="button" id="next" aria-label="{escape(_("Next screen"))}">→</button>
</nav>
<script>{script}</script>
</body>
</html>
""".encode()


def _screen(screen: Screen, picture: Picture) -> str:
    key = escape(screen.key)
    shown = "".join(
        _exhibit(exhibit, f"{key}-{place}", picture, _BESIDE if place == 1 else _ALONE)
        for place, exhibit in enumerate(screen.exhibits, 1)
    )
    told = _numbers(screen.numbers) + markup.listed(screen.sentences, "sentences")
    return (
        f'<section id="{key}" aria-labelledby="{key}-title" tabindex="-1">'
        f'<p class="kicker">{escape(screen.name)}</p>'
        f'<h2 id="{key}-title">{escape(screen.message)}</h2>'
        + (f'<div class="told">{told}</div>' if told else "")
        + f"{shown}{_limits(screen)}</section>\n"
    )


def _numbers(numbers: Sequence[BigNumber]) -> str:
    if not numbers:
        return ""
    told = "".join(
        f'<div><dd class="value">{escape(one.text)}</dd><dt>{escape(one.label)}</dt>'
        + "".join(
            f"<dd>{escape(text)}</dd>" for text in (one.change, _short(one)) if text
        )
        + "</div>"
        for one in numbers
    )
    return f'<dl class="numbers">{told}</dl>'


def _short(number: BigNumber) -> str:
    """What a number means, where few words say it; more stands among the notes."""
    return number.note if len(number.note) <= _FEW_LETTERS else ""


def _limits(screen: Screen) -> str:
    """What numbers mean, what limits them, what they rest on."""
    meant = [
        f"{one.label}: {one.note}" for one in screen.numbers if one.note != _short(one)
    ]
    lines = markup.listed([*meant, *screen.notes, *screen.sources], "notes")
    title = escape(_("Notes and sources"))
    return f"<details><summary>{title}</summary>{lines}</details>" if lines else ""


def _exhibit(exhibit: Exhibit, key: str, picture: Picture, wide: float) -> str:
    kind = "alone" if stands_alone(exhibit) else "beside"
    under = f'<p class="under">{escape(exhibit.under)}</p>' if exhibit.under else ""
    held = (
        markup.first_and_all(exhibit)
        if isinstance(exhibit, Table)
        else _drawn(exhibit, picture, wide)
    )
    return (
        f'<div class="shown {kind}" id="{key}" role="group" tabindex="-1" '
        f'aria-labelledby="{key}-title"><h3 id="{key}-title">{escape(exhibit.title)}</h3>'
        f"{under}{held}</div>"
    )


def _drawn(exhibit: Chart | Map, picture: Picture, wide: float) -> str:
    """The picture of a chart or map, its legend, and its figures as a table."""
    alt = escape(exhibit.alt)
    if isinstance(exhibit, Map):
        image = f'<img src="{markup.address(picture(exhibit, _MAP))}" alt="{alt}">'
        drawn = f'<div class="map">{image}{markup.legend(exhibit.legend)}</div>'
    else:
        narrow = markup.address(picture(exhibit, _NARROW))
        size = "long" if len(exhibit.rows) > _MANY else "short"
        drawn = (
            f'<img class="narrow" src="{narrow}" alt="{alt}">'
            f'<img class="broad {size}" src="{markup.address(picture(exhibit, wide))}" alt="{alt}">'
        )
    rows = plural(
        "Table: {count} row",
        "Table: {count} rows",
        len(exhibit.rows),
        count=formats.number(len(exhibit.rows)),
    )
    table = markup.written(
        exhibit.title, exhibit.columns, exhibit.rows.to_dict("records")
    )
    return (
        f"<figure>{drawn}</figure>"
        f"<details><summary>{escape(rows)}</summary>{table}</details>"
    )


def _differs(brief: Brief) -> str:
    """What has been restated since earlier papers."""
    if not brief.differs:
        return ""
    told = "".join(
        f"<h3>{escape(earlier.title)}</h3>"
        + markup.listed([one.sentence for one in earlier.restated], "sentences")
        for earlier in brief.differs
    )
    title = escape(_("What has been restated since an earlier paper"))
    return (
        '<section id="differs" aria-labelledby="differs-title" tabindex="-1">'
        f'<h2 id="differs-title">{title}</h2>{told}</section>\n'
    )


def _about(brief: Brief) -> str:
    told = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"
        for name, text in about_rows(brief)
    )
    title = escape(_("What these figures are"))
    return (
        '<section id="about" aria-labelledby="about-title" tabindex="-1">'
        f'<h2 id="about-title">{title}</h2><dl class="about">{told}</dl></section>\n'
    )


def _font() -> str:
    """The letters of the screens, within the file."""
    path = next((paths.ASSETS / "fonts").glob("inter-*.woff2"))
    held = base64.b64encode(path.read_bytes()).decode()
    return (
        "@font-face{font-family:Inter;font-weight:100 900;"
        f"src:url(data:font/woff2;base64,{held}) format('woff2')}}\n"
    )


def _policy(script: str) -> str:
    """Nothing but what is in the file, and no other script than its own."""
    run = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; font-src data:; "
        f"style-src 'unsafe-inline'; script-src 'sha256-{run}'; base-uri 'none'"
    )
