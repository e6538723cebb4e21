"""What is made of answers is remembered by the snapshot, without the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.app.state import answers, remembered

made: list[str] = []


def _made_of(text: str) -> str:
    made.append(text)
    return text.upper()


def _while_published(text: str) -> str:
    """The first time, another snapshot is published and noticed meanwhile."""
    made.append(text)
    now["snapshot"] = "000002"
    return f"{text} of {now['snapshot']}, {len(made)}"


now = {"snapshot": "000001"}


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made.clear()
    now["snapshot"] = "000001"
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path))
    monkeypatch.setattr(remembered, "MEMORY", remembered.Memory(1_000_000))
    monkeypatch.setattr(answers, "snapshot", lambda: now["snapshot"])


def test_it_is_made_once_for_a_snapshot() -> None:
    assert [answers.conclude(_made_of, "a") for _ in range(3)] == ["A"] * 3
    assert answers.conclude(_made_of, "b") == "B"
    assert made == ["a", "b"]
    now["snapshot"] = "000002"
    answers.conclude(_made_of, "a")
    assert made == ["a", "b", "a"]


def test_what_a_publish_came_into_is_made_again() -> None:
    """Half of it would be of the one snapshot, half of the other."""
    assert answers.conclude(_while_published, "a") == "a of 000002, 2"
    assert answers.conclude(_while_published, "a") == "a of 000002, 2"
    now["snapshot"] = "000001"
    assert answers.conclude(_while_published, "a") == "a of 000002, 2"
    assert len(made) == 3  # under the old name nothing was kept
