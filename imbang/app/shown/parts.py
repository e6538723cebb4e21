"""Words and figures of a page: its message, its cards, its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from imbang.app import elements as st
from imbang.wording.cards import Card


def show_message(title: str, paragraph: str = "") -> None:
    """The page's message in words, and the sentences to read aloud under it."""
    st.title(title, anchor=False)
    if paragraph:
        show_lead(paragraph)


def show_lead(paragraph: str) -> None:
    """The sentences below a message."""
    st.html(f'<p class="lead">{escape(paragraph)}</p>')


def show_cards(cards: Sequence[Card], *, in_line: bool = False) -> None:
    """Figures side by side, each with its change and what it means; all of them on one
    line where it is wide enough."""
    look = "cards line" if in_line else "cards"
    st.html(f'<dl class="{look}">{"".join(map(_card, cards))}</dl>')


def show_heading(text: str, under: str = "") -> None:
    """The heading of a part, what it shows in a line under it."""
    small = f"<small>{escape(under)}</small>" if under else ""
    st.html(f'<h2 class="part">{escape(text)}{small}</h2>')


def show_notes(notes: Sequence[str]) -> None:
    """What a reader must know about the figures above."""
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    st.html(f'<ul class="notes">{items}</ul>')


def show_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Pairs of a name and a value, one below the other."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in facts
    )
    st.html(f'<dl class="facts">{rows}</dl>')


def show_sentence(text: str) -> None:
    """One sentence that matters more than what stands around it."""
    st.html(f'<p class="sentence">{escape(text)}</p>')


def show_explanations(pairs: Sequence[tuple[str, str]]) -> None:
    """Names with a text of some length below each."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>"
        for name, text in pairs
    )
    st.html(f'<dl class="explained">{rows}</dl>')


def show_legend(entries: Sequence[tuple[str, str, str]]) -> None:
    """What each colour or mark of a map stands for: its key, its label, its number."""
    items = "".join(
        f'<li class="{escape(key)}">{escape(label)} <b>{escape(n)}</b></li>'
        for key, label, n in entries
    )
    st.html(f'<ul class="legend">{items}</ul>')


def show_marks(entries: Sequence[tuple[str, str, str, str]], *, of: str = "") -> None:
    """What each sign of a table stands for: its tone, the sign, its name, its number;
    ``of`` says what these count."""
    items = "".join(
        f'<li><i class="{escape(tone)}" aria-hidden="true">{escape(mark)}</i>'
        f"{escape(label)} <b>{escape(n)}</b></li>"
        for tone, mark, label, n in entries
    )
    told = f' aria-label="{escape(of)}"' if of else ""
    st.html(f'<ul class="marks"{told}>{items}</ul>')


def show_rounds(rounds: Sequence[tuple[str, Mapping[str, int]]], *, alt: str) -> None:
    """A thin strip: a bar a round, as long in each state as many offices are in it, with
    how many of them reported; ``alt`` its words."""
    items = "".join(_round(name, counts) for name, counts in rounds)
    st.html(f'<ol class="rounds" role="img" aria-label="{escape(alt)}">{items}</ol>')


def _round(name: str, counts: Mapping[str, int]) -> str:
    bars = "".join(
        f'<i class="{escape(state)}" style="flex-grow:{n}"></i>'
        for state, n in counts.items()
        if n
    )
    came = sum(n for state, n in counts.items() if state not in ("carried", "missing"))
    return (
        f'<li role="presentation"><span>{escape(name)}</span><u>{bars}</u>'
        f"<b>{came}/{sum(counts.values())}</b></li>"
    )


def show_on_paper(text: str) -> None:
    """What a printed page must say that the screen says in a control."""
    st.html(f'<p class="on-paper">{escape(text)}</p>')


def show_done(text: str) -> None:
    """What was just done, in a sentence."""
    st.html(f'<p class="done" role="status">{escape(text)}</p>')


def show_nothing(text: str) -> None:
    """Why a part is empty, and what to do."""
    st.html(f'<p class="nothing">{escape(text)}</p>')


def _card(card: Card) -> str:
    under = f'<dd class="under">{escape(card.under)}</dd>' if card.under else ""
    return (
        f'<div title="{escape(card.meaning)}"><dt>{escape(card.label)}</dt>'
        f'<dd class="value">{escape(card.value)}</dd>'
        f'<dd class="change {card.tone}">{escape(card.change)}</dd>{under}</div>'
    )
