"""`imbang check --marked`: the checked workbook beside what is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from imbang.cli.main import app

ROWS = [
    ["DINAS SOSIAL KOTA BANJARMASIN"],
    ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"],
    ["63.71.01.1001", "Pemulung", "2024", "12x"],
    ["63.71.01.1002", "Pemulung", "2024", 3],
]


def test_a_refused_file_is_given_back_marked(write, tmp_path: Path) -> None:
    path = write({"PPKS": ROWS}, name="ppks.xlsx")
    back = tmp_path / "back"
    done = CliRunner().invoke(app, ["check", str(path), "--marked", str(back)])
    assert done.exit_code == 1
    [made] = back.iterdir()
    sheet = openpyxl.load_workbook(made)["PPKS"]
    assert sheet["D3"].value == "12x"
    assert "12x" in sheet["D3"].comment.text
    assert sheet["D4"].comment is None
    assert made.name in done.stderr


def test_a_clean_file_is_not_given_back(write, tmp_path: Path) -> None:
    path = write({"PPKS": [*ROWS[:2], ROWS[3]]}, name="ppks.xlsx")
    done = CliRunner().invoke(
        app, ["check", str(path), "--marked", str(tmp_path / "b")]
    )
    assert done.exit_code == 0
    assert not (tmp_path / "b").exists()
