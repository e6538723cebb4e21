"""`imbang report` and `imbang reminders`: what they write, refuse, and put on record."""

from __future__ import annotations

import json
import shlex
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from imbang import paths
from imbang.cli.main import app
from imbang.store.workspace import PAPER, Workspace
from imbang.texts import use_language
from tests.pages.conftest import CITY

SMALL = ("--screen=gaps", f"--region={CITY}", "--no-record")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def run(store: Path, command: str, *words: str | Path) -> Result:
    return CliRunner().invoke(app, [command, f"--store={store}", *map(str, words)])


@pytest.mark.parametrize("form", ["pdf", "PPTX", "xlsx", "html"])
def test_a_file_is_of_the_kind_that_its_name_says(
    tiny_store: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "new" / f"rapat.{form}"
    done = run(tiny_store, "report", "--out", out, *SMALL)
    assert done.exit_code == 0, done.output
    assert str(out) in done.stderr
    assert done.stdout == ""
    begins = out.read_bytes()[:5]
    assert begins.startswith({"pdf": b"%PDF-", "html": b"<!doc"}.get(form, b"PK"))


def test_a_folder_is_a_data_package_and_is_replaced_by_the_next(
    tiny_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "paket"
    for _again in range(2):
        assert run(tiny_store, "report", "--out", out, *SMALL).exit_code == 0
    told = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in told["resources"]} < {p.name for p in out.iterdir()}
    other = tmp_path / "lain"
    other.mkdir()
    (other / "surat.txt").write_text("penting")
    done = run(tiny_store, "report", "--out", other, *SMALL)
    assert done.exit_code == 1
    assert str(other) in done.stderr
    assert [one.name for one in other.iterdir()] == ["surat.txt"]


REFUSED = {
    "no such region": (("--region=99.99",), 2, "99.99"),
    "no data of it": (("--region=11.01",), 2, "11.01"),
    "region as a name": (("--region=Banjar",), 2, "Banjar"),
    "no month": (("--as-of=2024-13",), 2, "2024-13"),
    "month without data": (("--as-of=1999-01",), 2, "1999-01"),
    "comparison after it": (("--as-of=2023-06", "--compare=2024-06"), 2, "2024-06"),
    "no norm": (("--norm=banyak",), 2, "banyak"),
    "no screen": (("--screen=lobi",), 2, "lobi"),
    "no level": (("--each=kampung",), 2, "kampung"),
    "no language": (("--lang=fr",), 2, "fr"),
    "nothing below": ((f"--region={CITY}", "--each=province"), 1, "Provinsi"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_meaning_is_told_and_nothing_is_written(
    tiny_store: Path, tmp_path: Path, case: str
) -> None:
    given, code, named = REFUSED[case]
    out = tmp_path / ("folder" if "--each" in "".join(given) else "a.pdf")
    done = run(tiny_store, "report", "--out", out, *given)
    assert done.exit_code == code, done.output
    assert named in done.stderr
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []
    assert Workspace(tiny_store).entries(PAPER) == {}


@pytest.mark.parametrize("name", ["a.docx", "a.pdf.zip", "there"])
def test_a_name_that_says_no_kind_is_refused(
    tiny_store: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "there").write_text("a file")
    done = run(tiny_store, "report", "--out", tmp_path / name, *SMALL)
    assert done.exit_code == 2
    assert name in done.stderr
    assert (tmp_path / "there").read_text() == "a file"


def test_several_files_need_a_folder(tiny_store: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file")
    for name in ("a.pdf", "there"):
        done = run(tiny_store, "report", "--out", tmp_path / name, "--each=village")
        assert done.exit_code == 2
        assert "--each" in done.stderr


def test_one_a_region_each_whole(tiny_store: Path, tmp_path: Path) -> None:
    done = run(
        tiny_store,
        "report",
        *("--out", tmp_path, "--each=village", "--region=63.71.01", "--no-record"),
        *("--screen=standing", "--lang=en"),
    )
    assert done.exit_code == 0, done.output
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == [
        f"imbang-63.71.01.{number}-2024-06.pdf" for number in (1001, 1002)
    ]
    assert "2" in done.stderr
    for name in written:
        assert PdfReader(tmp_path / name).metadata.title


def test_a_paper_is_put_on_record_unless_told_otherwise(
    tiny_store: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(tiny_store, store)
    out = tmp_path / "a.xlsx"
    asked = ("--out", out, "--screen=standing", f"--region={CITY}")
    assert run(store, "report", *asked, "--no-record").exit_code == 0
    assert Workspace(store).entries(PAPER) == {}
    assert run(store, "report", *asked, "--by=Ani").exit_code == 0
    [kept] = Workspace(store).entries(PAPER).values()
    assert kept.changed_by == "Ani"
    assert kept.value["of"] == {
        "region": CITY,
        "as_of": "2024-06",
        "norm": "",
        "kinds": "",
    }
    assert kept.value["figures"]["psm_active"][0] is not None
    assert zipfile.is_zipfile(out)


def test_letters_to_those_who_owe(tiny_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "surat"
    asked = (f"--region={CITY}", "--templates")
    done = run(tiny_store, "reminders", "--out", out, *asked)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.iterdir()) == [
        f"laporan-belum-masuk-{CITY}-2024-06.pdf",
        f"templat_imbang_{CITY}.xlsx",
    ]
    file = tmp_path / "a.pdf"
    file.write_text("a file")
    done = run(tiny_store, "reminders", "--out", file)
    assert done.exit_code == 2
    assert str(file) in done.stderr
    assert file.read_text() == "a file"


def test_nobody_is_written_to_who_owes_nothing(
    tiny_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "surat"
    done = run(tiny_store, "reminders", "--out", out, "--as-of=2023-06")
    assert done.exit_code == 0
    if not out.exists():
        assert "tertunggak" in done.stderr


def test_the_schedules_in_the_documentation_are_commands_that_there_are(
    tiny_store: Path, tmp_path: Path
) -> None:
    """cron and systemd run the same; what they run is run here."""
    lines = (paths.ROOT / "docs" / "report.md").read_text("utf-8").splitlines()
    [cron] = [line for line in lines if line.strip().startswith("0 6 1 * *")]
    [unit] = [line for line in lines if "ExecStart=" in line]
    words = shlex.split(unit.partition("=")[2])
    assert shlex.split(cron)[5:] == words
    assert words[1] == "report"
    given = [str(tmp_path) if word == "/srv/imbang/rapat" else word for word in words]
    asked = (*given[2:], "--region=63", "--screen=gaps", "--no-record")
    done = run(tiny_store, "report", *asked)
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.iterdir()] == [f"imbang-{CITY}-2024-06.pdf"]
