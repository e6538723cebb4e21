"""One card a file: what it was taken for, what is asked, what is wrong and where."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import escape

from xlsxwriter.utility import xl_col_to_name

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import parts
from imbang.app.shown.table import show_table
from imbang.app.state import answers, session
from imbang.intake.report.printed_questions import question_words
from imbang.intake.report.results import (
    LEAVE_OUT,
    Answer,
    Question,
    Report,
    SheetRead,
)
from imbang.screens.imports import desk as importing_view
from imbang.screens.imports import desk_session, problem_lists, tables
from imbang.screens.imports import words as importing_words
from imbang.screens.imports.check_jobs import told_failure
from imbang.screens.imports.desk import Item, Verdict
from imbang.screens.imports.preview import samples
from imbang.texts import _, plural

_MANY = 2  # files whose cards are seen at once


def show_cards(items: Sequence[Item]) -> None:
    """The files one below the other; of many, those in order are folded."""
    checked = [(item, item.report) for item in items if item.report is not None]
    if len(checked) > 1:
        verdicts = [importing_view.verdict(report) for _item, report in checked]
        parts.show_heading(_files(len(checked)), _counted(verdicts))
    for item in items:
        if item.report is None:
            _show_waiting(item)
            continue
        is_folded = (
            len(checked) > _MANY and importing_view.verdict(item.report) == "ready"
        )
        _show_card(item, item.report, is_folded=is_folded)


def _files(n: int) -> str:
    return plural("{n} file", "{n} files", n, n=formats.number(n))


def _counted(verdicts: Sequence[Verdict]) -> str:
    """``3 dapat diterima · 1 perlu dijawab``."""
    names = {
        "ready": _("{n} can be taken", n=formats.number(verdicts.count("ready"))),
        "asks": _("{n} with questions", n=formats.number(verdicts.count("asks"))),
        "refused": _("{n} with errors", n=formats.number(verdicts.count("refused"))),
    }
    return " · ".join(text for verdict, text in names.items() if verdict in verdicts)


def _show_waiting(item: Item) -> None:
    """A file that is not checked yet, and may be removed all the same."""
    slug = _slug(item.name)
    with st.container(border=True, key=f"file_{slug}"):
        _show_head(item, "waits", "…", _("Waits to be checked"), slug)


def _show_card(item: Item, report: Report, *, is_folded: bool) -> None:
    """All there is to say about one file, and everything that can be said back."""
    slug = _slug(item.name)
    verdict = importing_view.verdict(report)
    mark = importing_words.VERDICT_MARKS[verdict]
    with st.container(border=True, key=f"file_{slug}"):
        _show_head(item, verdict, mark, importing_words.verdict_words(report), slug)
        try:
            if is_folded:
                with st.expander(_("Details"), key=f"details_{slug}"):
                    _show_all(item, report, slug)
            else:
                _show_all(item, report, slug)
        except Exception as error:  # of this file; the others are shown all the same
            st.error(told_failure(error), icon=":material/error:")


def _show_all(item: Item, report: Report, slug: str) -> None:
    if not problem_lists.may_show(item, report):
        return
    if report.sheets:
        show_table(tables.sheets_read(report), key=f"sheets_{slug}")
    _show_questions(item, report, slug)
    _show_answers(item, report, slug)
    _show_headings(item, report, slug)
    problem_lists.show_problems(item, report, slug)


def _show_head(item: Item, tone: str, mark: str, words: str, slug: str) -> None:
    size = formats.size(len(item.source.content))
    with st.container(key=f"head_{slug}", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="file"><b>{escape(item.name)}</b> <small>{size}</small>'
            f'<span class="verdict {tone}"><i aria-hidden="true">{mark}</i> '
            f"{escape(words)}</span></p>"
        )
        st.button(
            _("Remove"),
            key=f"remove_{slug}",
            type="tertiary",
            icon=":material/close:",
            help=_("Take this file off the list; nothing of it is kept"),
            on_click=desk_session.remove,
            args=(item.name,),
        )


def _show_questions(item: Item, report: Report, slug: str) -> None:
    if not report.questions:
        return
    asked = len(report.questions)
    with st.container(key=f"questions_{slug}"):
        st.html(
            '<h3 class="part">'
            + escape(
                plural(
                    "{count} question, which only you can answer",
                    "{count} questions, which only you can answer",
                    asked,
                    count=formats.number(asked),
                )
            )
            + "</h3>"
        )
        likely = [q for q in report.questions if importing_view.sure(q)]
        if likely:
            n = len(likely)
            st.button(
                plural(
                    "Take the sure suggestion ({n})",
                    "Take the sure suggestions ({n})",
                    n,
                    n=formats.number(n),
                ),
                help=_(
                    "Where the file all but says it; the others are yours to choose."
                ),
                key=f"likely_{slug}",
                icon=":material/done_all:",
                on_click=_take_likely,
                args=(item, likely),
            )
        for number, question in enumerate(report.questions):
            _ask(item, report, question, f"{slug}_{number}")


def _ask(item: Item, report: Report, question: Question, slug: str) -> None:
    sheet = _sheet_of(report, question)
    office = item.options.region or report.offices.get(item.name)
    choices = importing_words.offered(question, sheet, office, answers.provinces())
    # another question at this place is another widget
    key = f"ask_{slug}_{_slug(f'{question.about} {question.text} {question.sheet}')}"
    place = importing_words.question_place(question)
    said = question_words(question)
    with st.container(key=f"line_{key}", horizontal=True, vertical_alignment="bottom"):
        told = [place, *importing_words.effects(question)]
        small = "".join(f"<small>{escape(text)}</small>" for text in told if text)
        st.html(f'<p class="asked">{escape(said)}{small}</p>')
        if question.about == "period":
            _ask_period(item, question, key)
            return
        st.selectbox(
            said,
            range(len(choices)),
            index=None,
            key=key,
            format_func=lambda at: choices[at].label,
            placeholder=_suggested(question, choices),
            label_visibility="collapsed",
            width=420,
            on_change=lambda: _choose(item, question, choices, key),
        )


def _choose(
    item: Item, question: Question, choices: Sequence[Answer], key: str
) -> None:
    at: int | None = st.session_state[key]
    if at is not None:
        _answer(item, question, choices[at])


def _suggested(question: Question, choices: Sequence[Answer]) -> str:
    if question.offered:
        return _("Perhaps {answer}?", answer=choices[0].label)
    return _("Choose the answer")


def _ask_period(item: Item, question: Question, key: str) -> None:
    offered = [answer.key for answer in question.offered]
    st.selectbox(
        question_words(question),
        offered,
        index=None,
        key=key,
        placeholder=_("For example 2024-12, or 2024"),
        accept_new_options=True,
        label_visibility="collapsed",
        width=420,
        on_change=lambda: _answer_period(item, question, st.session_state[key]),
    )


def _answer_period(item: Item, question: Question, said: str | None) -> None:
    if said is not None:
        _answer(item, question, Answer(said, said))


def _answer(item: Item, question: Question, given: Answer) -> None:
    said = given.key
    try:
        desk_session.say(
            item.name, importing_view.answer(item.options, question, said, given.of)
        )
    except ValueError:
        session.speak()
        st.toast(
            _("“{text}” is not a period: YYYY-MM or YYYY.", text=said[:20]),
            icon=":material/error:",
        )


def _take_likely(item: Item, likely: list[Question]) -> None:
    options = item.options
    for question in likely:
        if found := importing_view.sure(question):
            options = importing_view.answer(options, question, found.key, found.of)
    desk_session.say(item.name, options)


def _show_answers(item: Item, report: Report, slug: str) -> None:
    """What was said about this file, each to be taken back by a click."""
    said = importing_view.all_said(item.options)
    if not said:
        return
    with st.container(key=f"said_{slug}", horizontal=True, gap="small"):
        for number, one in enumerate(said):
            st.button(
                importing_words.said_words(one, report.sheets),
                key=f"said_{slug}_{number}",
                icon=":material/undo:",
                help=_("Take this answer back"),
                on_click=desk_session.say,
                args=(item.name, importing_view.take_back(item.options, one)),
            )


def _show_headings(item: Item, report: Report, slug: str) -> None:
    """Which heading is read as which column, sheet by sheet, to be changed."""
    for number, sheet in enumerate(report.sheets):
        if sheet.dataset is None or not sheet.headings:
            continue
        filled = [at for at, text in enumerate(sheet.headings) if text]
        label = _(
            "Headings of {sheet}: {n} of {m} known",
            sheet=sheet.sheet or item.name,
            n=formats.number(sum(at in sheet.columns for at in filled)),
            m=formats.number(len(filled)),
        )
        with (
            st.expander(label, key=f"headings_{slug}_{number}"),
            st.container(key=f"matched_{slug}_{number}", horizontal=True),
        ):
            for at in filled:
                _match(item, sheet, at, f"match_{slug}_{number}_{at}")


def _match(item: Item, sheet: SheetRead, at: int, key: str) -> None:
    heading = sheet.headings[at]
    columns = {one.key: one.label for one in importing_words.columns_of(sheet)}
    columns[LEAVE_OUT] = _("Not read")
    is_left_out = heading in item.options.leave_out
    now = LEAVE_OUT if is_left_out else sheet.columns.get(at)
    some = " · ".join(samples(sheet, at))
    # a key of its own for each state: what the check says now is what is shown
    key = f"{key}_{now}"
    st.selectbox(
        f"{xl_col_to_name(at)} · {heading}",
        list(columns),
        key=key,
        width=270,
        index=list(columns).index(now) if now in columns else None,
        format_func=columns.__getitem__,
        placeholder=_("Not read"),
        help=_("Holds for example: {some}", some=some) if some else None,
        on_change=lambda: _rename(item, heading, st.session_state[key]),
    )


def _rename(item: Item, heading: str, column: str | None) -> None:
    desk_session.say(
        item.name, importing_view.name_heading(item.options, heading, column)
    )


def _sheet_of(report: Report, question: Question) -> SheetRead | None:
    return next((s for s in report.sheets if s.sheet == question.sheet), None)


def _slug(text: str) -> str:
    """A short name for keys, whatever the text holds."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
