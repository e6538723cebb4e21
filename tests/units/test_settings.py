"""Settings: what each takes and refuses, who changed what, and the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from imbang import paths
from imbang.cli.main import app
from imbang.refusals import Misuse
from imbang.settings import settings
from imbang.settings.settings import SETTINGS
from imbang.store.workspace import SETTING, Workspace

TAKEN = [
    ("norm", "150", "150"),
    ("norm", " 162.50 ", "162.5"),
    ("norm", "144808/892", "36202/223"),
    ("norm", "301/4", "75.25"),
    ("kind_set", "permensos_8_2012", "permensos_8_2012"),
    ("kind_set", "tksk, psm,psm", "psm,tksk"),
    ("counted_kinds", "without_poor", "without_poor"),
    ("counted_kinds", "poor,beggar", "beggar,poor"),
    ("expectations", "[]", []),
    (
        "expectations",
        '[{"office": "63.72", "dataset": "ppks", "collected": false},'
        ' {"dataset": "ppks", "office": "63.71", "due_days": 0}]',
        [
            {"office": "63.71", "dataset": "ppks", "due_days": 0},
            {"office": "63.72", "dataset": "ppks", "collected": False},
        ],
    ),
    ("office_name", " Dinas  Sosial\n", "Dinas Sosial"),
    ("office_address", " Jl. Satu 1 \n\n Kota ", "Jl. Satu 1\nKota"),
    ("head_name", "", ""),
    ("time_zone", " wita ", "WITA"),
    ("time_zone", "", ""),
]
REFUSED = [
    ("norm", "0.5", "acuan"),
    ("norm", "100001", "acuan"),
    ("norm", "150,5", "titik desimal"),
    ("norm", "", "acuan"),
    ("kind_set", "kalsel_2023,psm", "kalsel_2023"),
    ("kind_set", "all", "all"),
    ("counted_kinds", "", "jenis"),
    ("counted_kinds", "poor,nobody", "nobody"),
    ("expectations", "{}", "JSON"),
    ("expectations", "[1]", "JSON"),
    ("expectations", "[", "JSON"),
    ("expectations", '[{"office": "99", "dataset": "ppks", "due_days": 1}]', "99"),
    ("expectations", '[{"office": "63", "dataset": "ppks", "due_days": 1}]', "pillars"),
    ("expectations", '[{"office": "63.71", "dataset": "x", "due_days": 1}]', "x"),
    ("expectations", '[{"office": "63.71.01", "dataset": "ppks"}]', "ppks"),
    ("expectations", '[{"office": ["63"], "dataset": "ppks"}]', "63"),
    ("expectations", '[{"office": "63", "dataset": ["ppks"]}]', "ppks"),
    ("expectations", '[{"office": "63.71", "dataset": "ppks"}]', "due_days"),
    ("expectations", '[{"office": "63.71", "dataset": "ppks", "due_days": -1}]', "366"),
    (
        "expectations",
        '[{"office": "63.71", "dataset": "ppks", "due_days": true}]',
        "366",
    ),
    (
        "expectations",
        '[{"office": "63.71", "dataset": "ppks", "collected": true}]',
        "366",
    ),
    (
        "expectations",
        '[{"office": "63.71", "dataset": "ppks", "collected": false, "due_days": 1}]',
        "366",
    ),
    (
        "expectations",
        '[{"office": "63.71", "dataset": "ppks", "due_days": 1},'
        ' {"office": "63.71", "dataset": "ppks", "due_days": 2}]',
        "sekali",
    ),
    ("head_name", "6371010101010001", "NIK"),
    ("time_zone", "GMT", "WIB, WITA, WIT"),
    ("officers", "Ani\n6371 0101 0101 0001", "NIK"),
    ("office_name", "x" * 501, "500"),
]


@pytest.mark.parametrize(("key", "text", "value"), TAKEN)
def test_a_value_is_kept_written_one_way(
    tmp_path: Path, key: str, text: str, value: object
) -> None:
    workspace = Workspace(tmp_path)
    settings.change(workspace, key, text, by="Ani")
    assert settings.current(workspace)[key] == value
    # what is printed can be given back
    assert SETTINGS[key].read(settings.as_text(value)) == value


@pytest.mark.parametrize(("key", "text", "told"), REFUSED)
def test_a_value_without_meaning_is_refused_in_words(
    tmp_path: Path, key: str, text: str, told: str
) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(Misuse, match=told):
        settings.change(workspace, key, text, by="Ani")
    assert not workspace.path.exists()


@pytest.mark.parametrize("by", ["", "  ", "6371010101010001"])
def test_a_change_has_a_name_under_it(tmp_path: Path, by: str) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(Misuse):
        settings.change(workspace, "norm", "150", by=by)
    with pytest.raises(Misuse):
        settings.reset(workspace, "norm", by=by)
    assert not workspace.path.exists()


def test_defaults_hold_until_something_is_set(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert settings.bearing_on_figures(workspace) == {
        "norm": None,
        "kind_set": "kalsel_2023",
        "counted_kinds": "all",
        "expectations": [],
    }
    settings.change(workspace, "norm", "150", by="Ani")
    settings.reset(workspace, "norm", by="Budi")
    assert settings.current(workspace)["norm"] is None


def test_a_change_is_undone_on_record(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    settings.change(workspace, "norm", "150", by="Ani")
    settings.change(workspace, "norm", "160", by="Budi")
    settings.undo(workspace, workspace.changes(SETTING)[0], by="Cici")
    assert settings.current(workspace)["norm"] == "150"
    told = [(c.changed_by, c.before, c.after) for c in workspace.changes(SETTING)]
    assert told[0] == ("Cici", "160", "150")
    settings.undo(workspace, workspace.changes(SETTING)[-1], by="Cici")
    assert settings.current(workspace)["norm"] is None


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda one: one.key)
def test_a_setting_is_named_in_both_languages(setting: settings.Setting) -> None:
    with (paths.LOCALE / "id.po").open("rb") as file:
        catalogue = read_po(file, locale="id")
    for text in (setting.name, setting.meaning):
        assert catalogue.get(text) is not None, text
    assert SETTINGS[setting.key] is setting


def run(store: Path, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["settings", *words, "--store", str(store)])
    return done.exit_code, done.stdout, done.stderr


def test_commands_set_print_and_log(tmp_path: Path) -> None:
    assert run(tmp_path, "set", "norm", "162.5", "--by", "Ani")[0] == 0
    assert run(tmp_path, "get", "norm")[:2] == (0, "162.5\n")
    told = json.loads(run(tmp_path, "get", "norm", "--format", "json")[1])
    assert (told["value"], told["published"], told["changed_by"]) == (
        "162.5",
        None,
        "Ani",
    )
    assert run(tmp_path, "reset", "norm", "--by", "Budi")[0] == 0
    every = json.loads(run(tmp_path, "get", "--format", "json")[1])
    assert [one["key"] for one in every] == list(SETTINGS)
    log = json.loads(run(tmp_path, "log", "--format", "json")[1])
    assert [(one["changed_by"], one["before"], one["after"]) for one in log] == [
        ("Budi", "162.5", None),
        ("Ani", None, "162.5"),
    ]
    assert "Budi" in run(tmp_path, "log")[1]


@pytest.mark.parametrize(
    "words", [("get", "nothing"), ("set", "nothing", "1"), ("set", "norm", "x"), ()]
)
def test_commands_used_wrongly_say_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, out, _err = run(tmp_path, *words)
    assert code == 2
    assert out == "" or not words
