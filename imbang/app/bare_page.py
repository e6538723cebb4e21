"""A page of the server's own, without Streamlit: while there is nothing to show, and
before somebody has come in."""

from __future__ import annotations

import html

from starlette.datastructures import URL

from imbang.paths import ASSETS
from imbang.texts import LANGUAGES, language

_FONT = (
    "@font-face { font-family: Inter; src: url(/assets/inter-5.3.0.woff2)"
    ' format("woff2"); font-weight: 100 900; font-display: swap; }'
)


def page(title: str, why: str, body: str, query: str, *, font: bool) -> str:
    """The whole page in the language now spoken; ``body`` is HTML, the rest text.

    ``query`` is that of its address, kept by the links to other languages. ``font``:
    whether it may load one from this server.
    """
    template = (ASSETS / "bare.html").read_text("utf-8")
    parts = {
        "LANG": language(),
        "FONT": _FONT if font else "",
        "TITLE": html.escape(title),
        "WHY": html.escape(why),
        "LOGO": (ASSETS / "logo.svg").read_text("utf-8"),
        "LANGUAGES": _languages(query),
        "BODY": body,
    }
    for name, text in parts.items():
        template = template.replace(f"<!--{name}-->", text)
    return template


def _languages(query: str) -> str:
    """The same page in each language, the rest of the link kept."""
    links = []
    for one in LANGUAGES:
        asked = URL(query=query).include_query_params(lang=one).query
        current = ' aria-current="true"' if one == language() else ""
        links.append(
            f'<a href="?{html.escape(asked)}" lang="{one}"{current}>{one.upper()}</a>'
        )
    return "".join(links)
