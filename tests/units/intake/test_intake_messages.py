"""Messages: all of them on one page to be read, with what was found and what to do."""

from __future__ import annotations

import ast
import re

import pytest

from imbang import paths
from tests.units.intake import messy_files
from tests.units.intake.messages import PAGE, page

# Told of what this corpus does not hold: the messy files make it.
MESSY = "\n".join(p.read_text("utf-8") for p in messy_files.FOLDER.glob("*.txt"))
# Of files of another office tests/pages/test_roles_on_pages.py knows.
ELSEWHERE = {"untouched_row", "stray_cell", "not_yours"} | {
    line.split("|")[3].strip() for line in MESSY.splitlines() if line.count("|") > 2
}


@pytest.fixture(scope="module")
def made() -> str:
    return page()


def rules() -> set[str]:
    """Every rule that the code of intake names."""
    found = set()
    for path in (paths.ROOT / "imbang" / "intake").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if called in {"add", "add_rows", "ask", "Rejected"} and isinstance(
                first, ast.Constant
            ):
                found.add(str(first.value))
    return found - {"region_code"}


def test_the_page_is_up_to_date(made) -> None:
    assert made == PAGE.read_text("utf-8"), "python -m tests.units.intake.messages"


def test_every_rule_is_on_it(made) -> None:
    told = set(re.findall(r"^## (\w+)", made, re.M))
    assert rules() - told - ELSEWHERE == set()


def test_no_message_holds_an_option_a_nik_or_a_key(made) -> None:
    assert not re.search(r"(?<!\w)--[a-z]", made)
    assert not re.search(r"[0-9]{12,}", made.replace("999999999999", ""))
    assert "{" not in made


def test_both_languages_say_the_same_things(made) -> None:
    """Quoted texts and numbers of the file stand in both."""
    pairs = re.findall(r"^- .*?: (.*)\n  - (.*)$", made, re.M)
    assert len(pairs) > 80
    for indonesian, english in pairs:
        assert indonesian != english
        assert indonesian[-1] in ".?!" and english[-1] in ".?!", indonesian
        assert _codes(english) == _codes(indonesian), indonesian


def _codes(text: str) -> list[str]:
    return sorted(re.findall(r"(?<![\d.])\d\d\.\d\d(?:\.\d\d(?:\.\d{4})?)?\b", text))
