"""What keeps a cluster from making parts is told in words, in both languages."""

from __future__ import annotations

import pickle
import socket
import sys
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from imbang.cli.main import app
from imbang.publishing.recipe import common
from imbang.publishing.spark import engine, session, shipped, tasks, troubles
from imbang.refusals import Refusal
from imbang.texts import _, use_language

MISMATCH = (
    "pyspark.errors.exceptions.base.PySparkRuntimeError: [PYTHON_VERSION_MISMATCH] "
    "Python in worker has different version: 3.12 than that in driver: 3.11, PySpark "
    "cannot run with different minor versions."
)
NO_PROGRAM = 'Cannot run program "/srv/imbang/bin/python": error=2, No such file'
BROKEN = (
    'Traceback (most recent call last):\n  File "x.py"\n'
    "_duckdb.OutOfMemoryException: Out of Memory Error: Siti 6371010101900001\n"
)
FULL = (
    "Traceback (most recent call last):\n"
    "OSError: [Errno 28] No space left on device: '/mnt/Siti'\n"
)


def publish(store: Path, *options: str) -> tuple[int, str]:
    command = ["publish", f"--store={store}", *options]
    done = CliRunner().invoke(app, command)
    return done.exit_code, done.output


@pytest.fixture
def _pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as can be told before a session begins, PySpark is installed."""
    monkeypatch.setitem(sys.modules, "pyspark", ModuleType("pyspark"))


def test_pyspark_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    code, said = publish(tmp_path, "--engine=spark", "--master=spark://127.0.0.1:1")
    assert code == 1
    assert "pip install 'imbang[spark]'" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("_pyspark")
@pytest.mark.parametrize("home", [None, "nowhere"])
def test_java_is_missing(
    home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    code, said = publish(tmp_path, "--engine=spark", "--master=spark://127.0.0.1:1")
    assert code == 1
    assert "Java 17" in said


@pytest.mark.usefixtures("_pyspark")
@pytest.mark.parametrize("address", ["spark://127.0.0.1:{}", "spark://", "spark://a:b"])
def test_no_master_answers(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "java", lambda: "java")
    with socket.socket() as bound:  # and nobody listens
        bound.bind(("127.0.0.1", 0))
        master = address.format(bound.getsockname()[1])
        code, said = publish(tmp_path, "--engine=spark", f"--master={master}")
    assert code == 1
    assert f"Tidak ada master Spark yang menjawab di {master}" in said


@pytest.mark.parametrize(
    "options", [["--engine=spark"], ["--master=spark://127.0.0.1:1"]]
)
def test_engine_and_master_go_together(options: list[str], tmp_path: Path) -> None:
    code, said = publish(tmp_path, *options)
    assert code == 2
    assert "--master" in said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            MISMATCH,
            {"id": "Python 3.12", "en": "Python 3.12, this machine Python 3.11"},
        ),
        (NO_PROGRAM, {"id": "/srv/imbang/bin/python", "en": "/srv/imbang/bin/python"}),
        (BROKEN, {"id": "OutOfMemoryException", "en": "OutOfMemoryException"}),
        (
            FULL,
            {"id": "OSError: [Errno 28] No space", "en": "No space left on device)"},
        ),
        ("", {"id": "gagal lagi", "en": "again on other workers"}),
    ],
)
def test_what_spark_says_is_told_in_words(said: str, told: dict[str, str]) -> None:
    """And never what a row holds."""
    for spoken, text in told.items():
        use_language(spoken)
        words = str(troubles.in_words(said))
        assert text in words
        assert "Siti" not in words
    use_language("id")


def test_a_worker_tells_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = tmp_path / "token"
    token.touch()
    shipped.to_check(token, common())()
    found = []
    for there, expected in ((token, "other"), (tmp_path / "away" / "token", common())):
        with pytest.raises(RuntimeError) as error:
            shipped.to_check(there, expected)()
        found.append(str(troubles.in_words(f"{error.value}\n at java")))
    monkeypatch.setitem(sys.modules, "imbang.publishing.spark.tasks", None)
    monkeypatch.delattr("imbang.publishing.spark.tasks", raising=False)
    with pytest.raises(RuntimeError) as error:
        shipped.to_check(token, common())()
    found.append(str(troubles.in_words(str(error.value))))
    host = socket.gethostname()
    assert all(host in one for one in found)
    assert "memakai Imbang lain" in found[0]
    assert str(tmp_path / "away") in found[1]
    assert f"di {sys.executable}. Pasang Imbang" in found[2]


def test_what_is_refused_is_not_tried_again() -> None:
    """It comes back as what came of the task, in the language of who asked."""

    def refuse(name: str) -> None:
        raise Refusal(_("{text} is not of the form NAME=VALUE.", text=name))

    outcome = pickle.loads(pickle.dumps(tasks.answer(refuse, "a", spoken="en")))
    with pytest.raises(Refusal, match=r"^a is not of the form"):
        engine._came(outcome)
    use_language("id")
