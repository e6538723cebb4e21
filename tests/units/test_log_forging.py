"""A line of the log is an event: no name of a file, a person or a login makes a second."""

from __future__ import annotations

import json
import logging
import re
from datetime import date
from pathlib import Path

import pytest

from imbang import log
from imbang.access import acting, assigning
from imbang.intake.importing import import_files
from imbang.intake.report.results import Options
from imbang.periods import parse_period
from imbang.store.deliveries import Store

FORGED = "2026-01-01T00:00:00.000+00:00 info login outcome=in"
HOSTILE = (
    f"a\n{FORGED}",
    f"a\r\n{FORGED}",
    FORGED.replace(" ", "\n"),  # no blank in it
    f"a\u2028{FORGED}\u2029\x85\x0b\x0c\x1c",
    "a\x1b[2K\x1b[1A\x1b]0;x\x07",
    "a\x9b2J\x08\x08\x7f",
    "\u202etxt.exe\u2066",
    'a" outcome=in b="',
    "a outcome=in",
    "a=b",
    "",
    "panjang" * 2000,
)
ESCAPES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
ONE_LINE = re.compile("[ -~]+")


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_fact_stays_within_its_line_and_its_place(
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    value: str,
) -> None:
    monkeypatch.setenv(log.FORMAT, format)
    caplog.set_level(logging.INFO)
    log.event("login", who=value, many=[value], named={value: 1}, outcome="refused")
    [told] = caplog.messages
    assert ONE_LINE.fullmatch(told)
    if format == "json":
        assert json.loads(told)["who"] == value
    else:
        # what is read from the left as NAME=WORD or NAME=JSON are these facts alone
        facts, rest = {}, told.split(" ", 3)[3]
        while rest:
            name, rest = rest.split("=", 1)
            word = re.match(r'[^" {\[][^ ]*', rest)
            if word:
                facts[name], end = word[0], word.end()
            else:
                facts[name], end = json.JSONDecoder().raw_decode(rest)
            assert rest[end : end + 1] in ("", " ")
            rest = rest[end + 1 :]
        assert list(facts) == ["who", "many", "named", "outcome"]
        assert (facts["who"], facts["outcome"]) == (value, "refused")


@pytest.mark.parametrize("value", HOSTILE)
def test_what_a_library_logs_stays_one_line(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(log.FORMAT, "text")
    made = log._record(
        value, logging.WARNING, f"/{value}", 1, f"{value} %s", (value,), None
    )
    assert ONE_LINE.fullmatch(made.getMessage())


@pytest.mark.parametrize("value", HOSTILE[:6])
def test_a_file_and_whoever_sends_it_make_no_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    caplog.set_level(logging.INFO)
    file = tmp_path / f"{value.replace('/', '')}.csv"
    file.write_text("Kode Wilayah,Jenis PMKS,Jumlah\n63.71.01.1001,Fakir miskin,1\n")
    options = Options(region="63.71", period=parse_period("2024-12"))
    store = Store(tmp_path / "store")
    import_files(store, [file], options, by=value, received_on=date(2025, 1, 5))
    [told] = caplog.messages
    assert ONE_LINE.fullmatch(told)
    assert "outcome=accepted" in told
    # nor do both of them as they are kept, and as commands print them
    [sent] = store.submissions()
    assert ESCAPES.search(sent.recorded_by) is None
    assert ESCAPES.search(sent.file) is None


@pytest.mark.parametrize("value", [one for one in HOSTILE if one])
def test_a_claim_of_a_login_is_one_line(value: str) -> None:
    claims = {"iss": "https://x.test", "sub": value, "name": value}
    person = assigning.person_of(claims, {})
    for text in (person.name, person.subject):
        assert text.isprintable() and "\u202e" not in text
    with acting.acting_as(person):
        assert acting.signed("x") == person.name
    assert len(person.name) <= assigning.LONGEST_NAME
