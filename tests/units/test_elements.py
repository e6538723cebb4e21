"""Streamlit's elements show every text as it is, and nothing else draws texts."""

from __future__ import annotations

import inspect

import pytest
import streamlit

from imbang.app import elements
from imbang.app.elements import plain

# The arguments that Streamlit reads as Markdown, wherever they occur.
READ = {"label", "help", "body", "text", "captions", "format_func"}
# Shown as it is by Streamlit, escaped by who makes it, or a text of the catalogue alone.
AS_IT_IS = {
    ("code", "body"),
    ("html", "body"),
    ("multiselect", "format_func"),
    ("selectbox", "format_func"),
    ("Page", "help"),
}
JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("![b](http://x.test/b.png)", rf"!\[b\](http:{JOINER}//x.test/b.png)"),
        (":material/home:", f":{JOINER}material/home:"),
        (":red[merah]", rf":{JOINER}red\[merah\]"),
        (":smile: :+1: :100:", f":{JOINER}smile: :{JOINER}+1: :{JOINER}100:"),
        ("$a^2$", r"\$a^2\$"),
        ("<img src=x>", r"\<img src=x>"),
        ("**a** _b_ `c` ~d~", r"\*\*a\*\* \_b\_ \`c\` \~d\~"),
        ("www.x.test a@x.test", f"www{JOINER}.x.test a@{JOINER}x.test"),
        ("a -> b", f"a -{JOINER}> b"),
        ("# a", f"{JOINER}# a"),
        ("1. a", f"{JOINER}1. a"),
        ("a\n===", f"a\n{JOINER}={JOINER}={JOINER}="),
        ("    a", "a"),
        ("&lt;", r"\&lt;"),
        ("\\*a", r"\\\*a"),
    ],
)
def test_signs_of_markdown_are_written_so_that_they_are_read(
    text: str, written: str
) -> None:
    assert plain(text) == written


@pytest.mark.parametrize(
    "text",
    ["Norma: 162,3 PMKS", "10:30", "Anak & Balita", "3–4 (x), 5%", "“Ani”", ""],
)
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "name",
    sorted(
        set(elements.__all__) - {"say", "progress", "Bar", "Place", "plain", "columns"}
    ),
)
def test_every_argument_that_is_read_is_shown_as_it_is(name: str) -> None:
    original, own = getattr(streamlit, name), getattr(elements, name)
    if not callable(original):
        return
    takes = READ & inspect.signature(original).parameters.keys()
    takes -= {one for element, one in AS_IT_IS if element == name}
    if not takes:
        return
    closed = inspect.getclosurevars(own).nonlocals
    assert takes == set(closed["texts"]) & takes


def test_options_are_text_with_and_without_a_function() -> None:
    written = elements._as_text(str.upper)
    assert written("[a]") == r"\[A\]"
    assert elements._as_text(["[a]", "b"]) == [r"\[a\]", "b"]
    assert elements._as_text(None) is None
