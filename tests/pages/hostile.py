"""A name that calls out, and what of it a page would hand to the browser as more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

NAME = (
    "![b](http://x.test/b.png) :material/home: :red[merah] $a$ <img src=//x.test/i>"
    " **tebal** [x](http://x.test) :smile: <a href=http://x.test>y</a>"
    # turns what follows, hides, obeys a terminal, is no character, towers, sets Typst
    " \u202etxt.exe\u202c \u2066i\u200b\u2069 \x1b[31m \ufffe Z"
    + 30 * "\u0336"
    + " "
    + 15 * "panjang"  # a word that no column is wide enough for
    + " #set text(red) $y^2$ \u0645\u062d\u0645\u062f"
)
SHORT = "![b](http://x.test/b) :red[a] $a$ <img src=//x.test/i>"  # for names kept
# What Streamlit shows as it is: what was typed, what can be chosen from a long list, code.
PLAIN = {
    ("Selectbox", "options"),
    ("Selectbox", "raw_value"),
    ("MultiSelect", "options"),
    ("TextInput", "default"),
    ("TextInput", "value"),
    ("TextInput", "placeholder"),
    ("TextArea", "default"),
    ("TextArea", "value"),
    ("Code", "code_text"),
}
READ_AS_MARKDOWN = re.compile(
    r"!\[|(?<!\\)\]\(|:material|:red\[|:smile:|(?<!\\)\$a|(?<!\\)<(?:img|a)|(?<!\\)\*\*t"
    r"|http://"
)
# Signs that are not seen, but for those that Imbang itself puts in (U+2060, U+2068, U+2069).
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066\u2067\ufeff\ufffe]"
    "|\u0336{5}"
)
TAG_OF_A_CHART = re.compile(r"<(?!/?b>|br>|extra>|/extra>)")
SIGN = "x.test"


def shown(app: AppTest) -> list[str]:
    """The texts of a page in which a part of `NAME` stands."""
    return [text for _where, text in _texts(app) if _is_of_it(text)]


def calls(app: AppTest) -> list[str]:
    """Those of them that a browser would take for more than text."""
    return [
        f"{where}: {text[:300]}" for where, text in _texts(app) if _does(where, text)
    ]


def hidden(app: AppTest) -> list[str]:
    """The texts of a page that hold what is not seen, or a tower of marks."""
    return [
        f"{where}: {text[:300]!a}" for where, text in _texts(app) if HIDDEN.search(text)
    ]


def _is_of_it(text: str) -> bool:
    return SIGN in text or "tebal" in text or "merah]" in text


def _does(where: tuple[str, str], text: str) -> bool:
    if not _is_of_it(text) or where in PLAIN:
        return False
    if where[0] == "Html":
        return bool(tags(text))
    if where == ("PlotlyChart", "spec"):
        # customdata and ids are no text
        return any(
            TAG_OF_A_CHART.search(one) is not None
            for one in re.findall(r'"((?:[^"\\]|\\.)*)"', text)
            if _is_of_it(one)
        )
    if where[0].startswith("BidiComponent"):
        return False  # the own table writes text nodes
    return READ_AS_MARKDOWN.search(text) is not None


def tags(html: str) -> list[str]:
    """The elements of own markup that came out of a name."""

    class Parser(HTMLParser):
        found: list[str]

        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            said = dict(attrs)
            address = said.get("src") or said.get("href") or said.get("style") or ""
            if SIGN in address or (tag == "img" and not address.startswith("data:")):
                self.found.append(self.get_starttag_text() or tag)

    parser = Parser()
    parser.found = []
    parser.feed(html)
    return parser.found


def _texts(app: AppTest) -> Iterator[tuple[tuple[str, str], str]]:
    for node in _nodes(app._tree):
        if (proto := getattr(node, "proto", None)) is not None:
            yield from _fields(proto)


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _fields(message: Any) -> Iterator[tuple[tuple[str, str], str]]:
    for field, value in message.ListFields():
        if field.name == "id":  # which is made of keys and shown to nobody
            continue
        where = (message.DESCRIPTOR.name, field.name)
        is_repeated = hasattr(value, "__len__") and not isinstance(value, str | bytes)
        for one in value if is_repeated else [value]:
            if isinstance(one, str):
                yield where, one
            elif hasattr(one, "ListFields"):
                yield from _fields(one)
