"""Streamlit's elements as the pages use them: every text is shown as it is.

Streamlit reads its texts as Markdown with icons, emoji, colours, formulas and links of
its own. No text of Imbang is any of that, so that a name from a file or a person can
neither change a page nor have the browser fetch something. Pages and screens use
Streamlit through this module alone (the linter sees to it); an element that is not
here is added here, with the names of all its arguments that Streamlit reads.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, TypeVar, cast

import streamlit
from streamlit import (
    Page,
    code,
    components,
    context,
    fragment,
    html,
    logo,
    logout,
    pagination,
    plotly_chart,
    query_params,
    rerun,
    session_state,
    set_page_config,
)
from streamlit.commands.navigation import navigation  # the name is a package's, too

from imbang.formats import time_zone, use_time_zone
from imbang.texts import language, use_language

__all__ = [
    "Bar",
    "Page",
    "Place",
    "button",
    "caption",
    "checkbox",
    "code",
    "columns",
    "components",
    "container",
    "context",
    "date_input",
    "dialog",
    "download_button",
    "error",
    "expander",
    "file_uploader",
    "form",
    "form_submit_button",
    "fragment",
    "html",
    "logo",
    "logout",
    "multiselect",
    "navigation",
    "number_input",
    "page_link",
    "pagination",
    "pills",
    "plain",
    "plotly_chart",
    "popover",
    "progress",
    "query_params",
    "radio",
    "rerun",
    "say",
    "segmented_control",
    "selectbox",
    "session_state",
    "set_page_config",
    "sidebar",
    "spinner",
    "text_area",
    "text_input",
    "title",
    "toast",
    "toggle",
    "warning",
]

P = ParamSpec("P")
F = TypeVar("F", bound=Callable[..., Any])
Place = AbstractContextManager[object]  # elements go into it by `with`, not by a dot

# Seen by nobody, said by no screen reader, and not a space: what is on both sides of it
# is not taken together.
_JOINER = "\N{WORD JOINER}"
# A line that begins like a heading, a list, a quotation, a rule or a table.
_BLOCK = re.compile(r"(?m)^(?=[#>+=|-]|\d+[.)])")
# What is made into icons, emoji, colours, links and arrows even after a backslash.
_LATER = re.compile(
    r"(?<=:)(?=[^\s\d]|\d+:)|(?<=www)(?=\.)|(?<=@)(?=[\w-])|(?<=[-<>=~])(?=[->=])",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\\`*_\[\]$~<|]|&(?=#?\w+;)")


def plain(text: str) -> str:
    """Markdown that Streamlit shows as ``text``, only spaces at the ends of lines gone.

    Signs of Markdown get a backslash. Where Streamlit looks at the text again after
    reading the Markdown, an invisible sign stands between (U+2060).
    """
    lines = "\n".join(line.strip() for line in text.splitlines())
    return _SIGNS.sub(r"\\\g<0>", _LATER.sub(_JOINER, _BLOCK.sub(_JOINER, lines)))


def _as_text(value: Any) -> Any:
    """``value`` of an argument that is read as Markdown: a text, several, or a function
    that gives one."""
    if value is None:
        return None
    if callable(value):
        return lambda option: plain(str(value(option)))
    if isinstance(value, list | tuple):
        return [plain(str(text)) for text in value]
    return plain(str(value))


def _plainly(element: F, *texts: str) -> F:
    """``element`` with the arguments named ``texts`` shown as they are."""
    signature = inspect.signature(element)
    # an option is written by a function, also where none is given
    writes = {"format_func": str} if "format_func" in texts else {}

    @functools.wraps(element)
    def shown(*given: object, **named: object) -> object:
        bound = signature.bind(*given, **{**writes, **named})
        for name in texts:
            if name in bound.arguments:
                bound.arguments[name] = _as_text(bound.arguments[name])
        return element(*bound.args, **bound.kwargs)

    return cast("F", shown)


def _place(element: Callable[P, Any], *texts: str) -> Callable[P, Place]:
    """The same for an element that holds others."""
    return cast("Callable[P, Place]", _plainly(element, *texts))


button = _plainly(streamlit.button, "label", "help")
caption = _plainly(streamlit.caption, "body", "help")
checkbox = _plainly(streamlit.checkbox, "label", "help")
date_input = _plainly(streamlit.date_input, "label", "help")
download_button = _plainly(streamlit.download_button, "label", "help")
error = _plainly(streamlit.error, "body")
file_uploader = _plainly(streamlit.file_uploader, "label", "help")
form_submit_button = _plainly(streamlit.form_submit_button, "label", "help")
number_input = _plainly(streamlit.number_input, "label", "help")
page_link = _plainly(streamlit.page_link, "label", "help")
pills = _plainly(streamlit.pills, "label", "help", "format_func")
radio = _plainly(streamlit.radio, "label", "help", "format_func", "captions")
segmented_control = _plainly(
    streamlit.segmented_control, "label", "help", "format_func"
)
spinner = _plainly(streamlit.spinner, "text")
text_area = _plainly(streamlit.text_area, "label", "help")
text_input = _plainly(streamlit.text_input, "label", "help")
title = _plainly(streamlit.title, "body", "help")
toast = _plainly(streamlit.toast, "body")
toggle = _plainly(streamlit.toggle, "label", "help")
warning = _plainly(streamlit.warning, "body")

# What can be chosen here is shown as it is by Streamlit itself.
multiselect = _plainly(streamlit.multiselect, "label", "help")
selectbox = _plainly(streamlit.selectbox, "label", "help")

container = _place(streamlit.container)
expander = _place(streamlit.expander, "label")
form = _place(streamlit.form)
sidebar: Place = streamlit.sidebar
popover = _place(streamlit.popover, "label", "help")


def columns(spec: int | list[int], *, gap: Any = "small") -> list[Place]:
    """Places side by side, as wide as ``spec`` says."""
    return list(streamlit.columns(spec, gap=gap))


def dialog(
    title: str, show: Callable[[], None], *, on_dismiss: Callable[[], None]
) -> None:
    """What ``show`` draws, over the page until it is closed; what is done in it runs no
    more than ``show``, in the language and the time zone of the page."""
    spoken, zone = language(), time_zone()

    def speaking() -> None:
        use_language(spoken)
        use_time_zone(zone)
        show()

    streamlit.dialog(plain(title), width="large", on_dismiss=on_dismiss)(speaking)()


def say(text: str, *, strong: str = "") -> None:
    """Words in a paragraph, those that matter most at its end."""
    end = f"**{plain(strong)}**" if strong else ""
    streamlit.markdown(" ".join(filter(None, (plain(text), end))))


class Bar:
    """A bar that shows how far something is."""

    def __init__(self, share: float, text: str = "") -> None:
        self._drawn = streamlit.progress(share, plain(text))

    def progress(self, share: float, text: str = "") -> None:
        """Go to ``share``, from 0 to 1."""
        self._drawn.progress(share, plain(text))

    def empty(self) -> None:
        """Take it away."""
        self._drawn.empty()


progress = Bar
