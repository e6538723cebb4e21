"""The page on method: the same entries in both languages, and all that there is."""

from __future__ import annotations

import pytest

from imbang import paths
from imbang.questions import indicators, rules
from imbang.screens.method import entries as method
from imbang.texts import use_language


def test_both_languages_explain_the_same_things() -> None:
    keys = {
        spoken: {
            section: [entry.key for entry in entries]
            for section, entries in method.written(spoken).items()  # type: ignore[arg-type]
        }
        for spoken in ("id", "en")
    }
    assert keys["id"] == keys["en"]
    assert set(keys["id"]) == {"words", "rules", "changes"}
    for section, found in keys["id"].items():
        assert len(found) == len(set(found)) > 1, section


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_every_entry_says_something(spoken: str) -> None:
    use_language(spoken)
    for section, entries in method.entries().items():
        for entry in entries:
            assert len(entry.text) > 20, (section, entry.key)
            assert all(name and text for name, text in entry.facts)


def test_every_indicator_and_rule_is_there_with_its_statement() -> None:
    told = method.entries()
    assert {e.key for e in told["indicators"]} == set(indicators.indicators())
    assert {e.key for e in told["quality"]} == set(rules.rules())
    for section, folder in (("indicators", "indicators"), ("quality", "checks")):
        for entry in told[section]:
            written = paths.QUERIES / folder / f"{entry.key}.sql"
            assert entry.sql == written.read_text("utf-8")


def test_search_wants_every_word_in_any_case() -> None:
    use_language("id")
    told = method.found("psm RELAWAN")
    assert [entry.key for entry in told["words"]] == ["psm"]
    assert not any(method.found("xyzzy").values())
    assert method.found("") == {k: method.entries()[k] for k in method.SECTIONS}


def test_indicators_stand_in_the_order_of_the_chain() -> None:
    levels = [
        indicators.indicators()[entry.key].chain_level
        for entry in method.entries()["indicators"]
    ]
    assert levels == sorted(levels, key=indicators.CHAIN.index)
