"""What is logged says what happened and where, and nothing that a person or a file said."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from imbang import log
from imbang.cli import terminal
from imbang.intake.importing import check, import_files
from imbang.intake.report.results import Options
from imbang.periods import parse_period
from imbang.refusals import Refusal
from imbang.store import identity
from imbang.store.deliveries import Store

NAME, NIK = "Siti Contoh", "6371010101800001"
GOOD = f"NIK,Nama,Jenis Pilar,Kode Wilayah\n{NIK},{NAME},PSM,63.71.01.1001\n"
BAD = f"NIK,Nama,Jenis Pilar,Kode Wilayah\n{NIK},{NAME},{NAME} {NIK},63.71.01.1001\n"
TOLD = Options(region="63.71", period=parse_period("2024-12"))


@pytest.fixture
def lines(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> list[dict[str, Any]]:
    """What was told, as JSON, once the test has asked for it."""
    monkeypatch.setenv(log.FORMAT, "json")
    caplog.set_level(logging.INFO)

    class Lines(list[dict[str, Any]]):
        def __iter__(self) -> Any:
            return map(json.loads, caplog.messages)

    return Lines()


def imported(folder: Path, content: str) -> None:
    file = folder / f"{NAME} {NIK}.csv"
    file.write_text(content)
    import_files(
        Store(folder / "store"),
        [file],
        TOLD,
        by=NAME,
        received_on=date(2025, 1, 5),
    )


def test_an_import_is_told_without_names_and_nik(
    tmp_path: Path, lines: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    imported(tmp_path, BAD)
    imported(tmp_path, GOOD)
    refused, accepted = lines
    assert (refused["event"], refused["outcome"]) == ("import", "refused")
    assert refused["datasets"] == {"pillars": 1}
    assert refused["rules"] and all(rule.islower() for rule in refused["rules"])
    assert (accepted["outcome"], accepted["delivery"]) == ("accepted", "000001")
    assert accepted["datasets"] == {"pillars": 1}
    assert "Siti" not in caplog.text and NIK not in caplog.text


def test_checks_and_deliveries_refused_in_the_middle_are_told(
    tmp_path: Path, lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, GOOD)
    check([tmp_path / f"{NAME} {NIK}.csv"], TOLD)
    identity.save_key(identity.new_key(), tmp_path / "other")
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "other"))
    with pytest.raises(Refusal, match="imbang key import"):
        imported(tmp_path, GOOD)
    told = [
        (one["event"], one["outcome"], one["datasets"], one.get("refused_by"))
        for one in lines
    ]
    assert told == [
        ("import", "accepted", {"pillars": 1}, None),
        ("check", "accepted", {"pillars": 1}, None),
        ("import", "refused", {"unknown": 1}, "Refusal"),
    ]


def failing(error: Exception) -> None:
    try:
        try:
            raise error
        except Exception as first:
            raise RuntimeError(f"around {NAME}") from first
    except RuntimeError as second:
        log.failure("page", second)


def test_an_error_is_told_by_kinds_and_places(
    lines: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    failing(KeyError(f"{NAME} {NIK}"))
    [told] = lines
    assert (told["level"], told["event"], told["error"]) == (
        "error",
        "page",
        "RuntimeError",
    )
    assert told["at"] == [
        f"tests/units/test_log.py:{told['at'][0][24:27].strip()} failing"
    ]
    assert told["causes"][0].startswith("KeyError tests/units/test_log.py:")
    assert "Siti" not in caplog.text and NIK not in caplog.text


def test_its_text_is_told_to_whoever_asks_for_it(
    lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBANG_TRACEBACK", "1")
    failing(KeyError(f"{NAME} {NIK}"))
    [told] = lines
    assert NAME in told["details"] and NIK not in told["details"]


def test_lines_for_people_hold_the_same(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(log.FORMAT, "text")
    caplog.set_level(logging.INFO)
    log.event("publish", snapshot="000003", submissions=4, rules={"a": 1})
    [told] = caplog.messages
    assert told.endswith(
        '+00:00 info publish snapshot=000003 submissions=4 rules={"a": 1}'
    )


def test_a_publish_that_breaks_tells_the_log_and_not_its_listener(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(_told: object) -> str:
        raise KeyError(NAME)

    monkeypatch.setattr(log, "is_begun", lambda: True)
    with pytest.raises(typer.Exit):
        terminal.tell_lines(work)
    assert "publish error=KeyError" in caplog.text
    said = capsys.readouterr()
    assert "Siti" not in said.out + said.err + caplog.text


OTHERS = """
import logging, threading, sys, warnings
from imbang import log
log.begin("json")
from imbang.app import server
server._keep_log_plain()
from streamlit import config
from streamlit.logger import get_logger, update_formatter
for flag in server._flags("127.0.0.1", 8501):
    if flag.startswith("--logger."):
        key, _, value = flag[2:].partition("=")
        config.set_option(key, value if key.endswith("Format") else value == "true")
update_formatter()  # as `streamlit run` does with its flags
from streamlit.error_util import handle_user_script_exception
name = "Siti 6371010101800001"
def fail(*_given):
    raise ValueError(name)
def handler(error):
    raise RuntimeError(name) from error
try:
    fail()
except ValueError as error:
    handle_user_script_exception(error, lambda error: True)  # told by the page itself
    handle_user_script_exception(error, handler)
get_logger("streamlit.made_up").warning("%s said %s", name, name)
get_logger("streamlit.made_up").warning(name)
logging.getLogger("uvicorn.error").error(name, stack_info=True)
logging.config.dictConfig(__import__("uvicorn").config.LOGGING_CONFIG)
logging.getLogger("uvicorn.error").error("%s", name)
logging.getLogger("asyncio").error("x", exc_info=ValueError(name))
warnings.warn(name)
thread = threading.Thread(target=fail)
thread.start(); thread.join()
class Gone:
    def __del__(self):
        fail()
Gone()
fail()
"""


def test_whatever_libraries_log_holds_nothing_of_it_either(tmp_path: Path) -> None:
    (tmp_path / "others.py").write_text(OTHERS)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "others.py")],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Siti" not in done.stderr + done.stdout
    assert "6371" not in done.stderr + done.stdout
    told = [json.loads(line) for line in done.stderr.splitlines()]
    logged = {one["logger"]: one for one in told if one["event"] == "log"}
    others = {"streamlit.made_up", "uvicorn.error", "asyncio", "py.warnings"}
    assert others < logged.keys()
    texts = [one.get("text") for one in told if one.get("logger") in others]
    assert {"%s said %s", "%s", None} == {*texts}
    assert logged["streamlit.made_up"]["at"].startswith("others.py:")
    # the handler that failed, and not the page: it has told that itself
    [failed] = [one for one in told if one.get("logger") == "streamlit.error_util"]
    assert (failed["error"], failed["causes"][0][:10]) == ("RuntimeError", "ValueError")
    rest = [(one["event"], one.get("where")) for one in told if one["event"] != "log"]
    assert rest == [("lost", "thread"), ("lost", "object"), ("ended", None)]
