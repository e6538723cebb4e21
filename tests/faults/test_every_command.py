"""Whatever the computer refuses, every command says it in a sentence, and loses nothing."""

from __future__ import annotations

import errno
import functools
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from stat import S_ISDIR
from typing import Any

import duckdb
import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from imbang import paths
from imbang.backups.packing import back_up
from imbang.cli.main import app
from imbang.disk import durable
from imbang.geometry import boundaries
from imbang.publishing import publish as publishing
from imbang.publishing import verify
from imbang.publishing.figures.material import gather
from imbang.publishing.kept import PARTS
from imbang.publishing.publish import publish
from imbang.publishing.snapshot_file import Built
from imbang.questions import asking
from imbang.reference.datasets import load_datasets
from imbang.releases import leaving, making
from imbang.releases.files import About
from imbang.store import identity
from imbang.store.deliveries import Store
from tests.conftest import draft
from tests.faults.broken import FAULTS, broken, no_file_beyond

# the same with every file of a store, or with every question
EACH_FILE = ("backup", "restore", "release")
LONG = ("demo", "report", "reminders")  # the sample; questions asked by the dozen
SHEET = "Kode Wilayah,Jenis PMKS,Periode,Jumlah\n63.71.01.1001,Fakir miskin,2024-12,9\n"
FINDING = "0123456789ab"

# every command as it is typed; {store}, {out} and {in} are folders
COMMANDS: Mapping[str, Sequence[str]] = {
    "serve": ("serve", "--store={store}"),
    "prepare": ("prepare", "--store={store}"),
    "demo": ("demo", "--store={store}"),
    "publish": ("publish", "--store={store}"),
    "snapshots": ("snapshots", "--store={store}"),
    "rollback": ("rollback", "1", "--store={store}"),
    "verify": ("verify", "--store={store}"),
    "query": (
        "query",
        "findings",
        "--param=region=63",
        "--param=as_of=2024-06",
        "--store={store}",
    ),
    "boundaries load": (
        "boundaries",
        "load",
        "{in}/areas.json",
        "--code-field=code",
        "--store={store}",
    ),
    "template": ("template", "{out}/templates", "--region=63.71"),
    "check": ("check", "{in}/bad.csv", "--store={store}", "--marked={out}/marked"),
    "import": ("import", "{in}/needs.csv", "--store={store}"),
    "indicators": ("indicators",),
    "key export": ("key", "export", "{out}/key"),
    "key import": ("key", "import", "{in}/key"),
    "findings set": ("findings", "set", FINDING, "--note=x", "--store={store}"),
    "decisions list": ("decisions", "list", "--store={store}"),
    "decisions note": (
        "decisions",
        "note",
        "x",
        "--figure=psm_active",
        "--region=63.71",
        "--as-of=2024-12",
        "--store={store}",
    ),
    "decisions change": ("decisions", "change", "1", "--who=x", "--store={store}"),
    "decisions withdraw": (
        "decisions",
        "withdraw",
        "1",
        "--reason=x",
        "--store={store}",
    ),
    "decisions log": ("decisions", "log", "--store={store}"),
    "events list": ("events", "list", "--store={store}"),
    "events note": (
        "events",
        "note",
        "x",
        "--date=2024-03",
        "--region=63.71",
        "--store={store}",
    ),
    "events change": ("events", "change", "1", "--text=y", "--store={store}"),
    "events remove": ("events", "remove", "1", "--store={store}"),
    "people list": ("people", "list", "--store={store}"),
    "people give": ("people", "give", "ani@dinsos.go.id", "viewer", "--store={store}"),
    "people take": ("people", "take", "ani@dinsos.go.id", "viewer", "--store={store}"),
    "views list": ("views", "list", "--store={store}"),
    "views remove": ("views", "remove", "x", "--store={store}"),
    "report": (
        "report",
        "--out={out}/meeting.pdf",
        "--screen=gaps",
        "--region=63.71",
        "--compare=none",
        "--store={store}",
    ),
    "reminders": (
        "reminders",
        "--out={out}/letters",
        "--region=63.72",
        "--store={store}",
    ),
    "acceptance list": ("acceptance", "list", "--store={store}"),
    "acceptance accept": (
        "acceptance",
        "accept",
        "63.71",
        "2024-06",
        "--store={store}",
    ),
    "acceptance reopen": (
        "acceptance",
        "reopen",
        "63.71",
        "2023-06",
        "--reason=x",
        "--store={store}",
    ),
    "settings get": ("settings", "get", "--store={store}"),
    "settings set": ("settings", "set", "norm", "150", "--store={store}"),
    "settings reset": ("settings", "reset", "city", "--store={store}"),
    "settings log": ("settings", "log", "--store={store}"),
    "profile show": ("profile", "show", "63.71", "--store={store}"),
    "profile forget": ("profile", "forget", "63.71", "--store={store}"),
    "backup": ("backup", "{out}/backup", "--store={store}"),
    "restore": ("restore", "{in}/backup", "--store={out}/store"),
    "release": (
        "release",
        "{out}/release",
        "--region=63.71",
        "--level=regency",
        "--store={store}",
    ),
    "attack": ("attack", "{in}/release"),
    # nobody is in this store: tests/faults/test_erasing.py erases
    "erase": ("erase", "--registration=x", "--store={store}"),
    "retention": ("retention", "--store={store}"),
}


def leaves(command: Any, before: str = "") -> Iterator[str]:
    """Names of all commands, those in groups with the group's name before."""
    for name, one in getattr(command, "commands", {}).items():
        full = f"{before} {name}".strip()
        yield from leaves(one, full) if hasattr(one, "commands") else [full]


def test_every_command_is_tried() -> None:
    assert set(leaves(get_command(app))) == set(COMMANDS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two deliveries, published once, a setting, boundaries; files to read."""
    folder = tmp_path_factory.mktemp("home")
    given, store = folder / "in", Store(folder / "store")
    given.mkdir()
    (given / "needs.csv").write_text(SHEET)
    (given / "bad.csv").write_text(SHEET.replace("Fakir", "Fakirr") + "63.71,,,x\n")
    (given / "key").write_text(identity.new_key().secret.hex())
    ring = [[114.5, -3.3], [114.6, -3.3], [114.6, -3.4], [114.5, -3.3]]
    area = {
        "type": "Feature",
        "properties": {"code": "63.71.01.1001"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    whole = {"type": "FeatureCollection", "features": [area]}
    (given / "areas.json").write_text(json.dumps(whole))
    rows = [
        {"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 40},
    ]
    for month in ("2023-06", "2024-06"):
        sent = draft("ppks", "63.71", month, rows)
        store.record([sent], by="tester", received_on=date(2024, 7, 1))
        if month == "2023-06":
            publish(store)
    from imbang.settings import settings
    from imbang.store.workspace import PROFILE, Workspace

    settings.change(Workspace(store.folder), "city", "Banjarmasin", by="tester")
    settings.change(Workspace(store.folder), "acceptance", "on", by="tester")
    from imbang.store import accepting

    june = [one for one in accepting.months(store) if one.key == "63.71 2023-06"]
    accepting.accept(store, {one.place: one.ids for one in june}, by="tester")
    Workspace(store.folder).put(PROFILE, "63.71", {"labels": {}}, by="tester")
    from imbang.settings import events
    from imbang.store import views

    event = events.Event("2024-01", "63.71", "other", "x")
    events.keep(Workspace(store.folder), event, by="tester")
    view = views.SavedView("pmks", {"region": "63.71"})
    views.save(Workspace(store.folder), "x", view, by="tester")
    from imbang.decisions.noting import note

    note(
        store, text="x", figure="ppks_persons", region="63.71", as_of="2023-06", by="x"
    )
    from imbang.intake.outlines.loading import load_boundaries

    load_boundaries(store.folder, given / "areas.json", "code")
    back_up(store, given / "backup")
    ask = functools.partial(asking.ask_table, store.folder)
    about = About("63.71", "x", "2023-06", "000001", "-", "-", "-", [], "")
    leaving.write(given / "release", making.make(ask, about, lowest="regency").files)
    return folder


@pytest.fixture(scope="module")
def place(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Path]]:
    """Gives the folder in which commands run, as it was at first."""
    folder = tmp_path_factory.mktemp("place") / "place"
    wanted = listed(home)

    def renewed() -> Path:
        put_back(home, wanted, folder)
        shutil.rmtree(folder / "out", ignore_errors=True)
        (folder / "out").mkdir()
        return folder

    yield renewed


def listed(folder: Path) -> dict[str, os.stat_result]:
    """What is in a folder, whatever lies in another after it."""
    return {
        os.path.relpath(path, folder): os.stat(path)  # noqa: PTH116
        for at, folders, files in os.walk(folder)
        for path in (os.path.join(at, name) for name in sorted([*folders, *files]))  # noqa: PTH118
    }


def put_back(home: Path, wanted: Mapping[str, os.stat_result], folder: Path) -> None:
    """Make ``folder`` what ``home`` is, copying only what is not as it was copied."""
    there = listed(folder)
    for name, found in reversed([*there.items()]):
        if name not in wanted or not is_as_copied(wanted[name], found):
            (folder / name).rmdir() if S_ISDIR(found.st_mode) else (
                folder / name
            ).unlink()
            del there[name]
    folder.mkdir(exist_ok=True)
    for name, source in wanted.items():
        if S_ISDIR(source.st_mode):
            (folder / name).mkdir(exist_ok=True)
            shutil.copystat(home / name, folder / name)
        elif name not in there:
            shutil.copy2(home / name, folder / name)


def is_as_copied(source: os.stat_result, copy: os.stat_result) -> bool:
    """Whether nothing has touched a copy since; of a folder, whether it is one."""
    if S_ISDIR(source.st_mode) or S_ISDIR(copy.st_mode):
        return S_ISDIR(source.st_mode) and S_ISDIR(copy.st_mode)
    told = ("st_mode", "st_size", "st_mtime_ns")
    return all(getattr(source, name) == getattr(copy, name) for name in told)


@pytest.fixture
def _quick(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long and touches no file of the store is left out."""
    made = home / "store" / "snapshots" / "000001"
    figures = durable.read_json(made.with_suffix(".json"))["figures"]

    def build(store: Store, _sent: Any, _set: Any, folder: Path, *_told: Any) -> Any:
        for one in store.counted():
            durable.sha256(store.parquet(one))
        file = folder / "snapshot.duckdb"
        file.write_bytes(made.with_suffix(".duckdb").read_bytes())
        return Built(file, figures, {}, 0, {})

    monkeypatch.setattr(verify, "build_snapshot", build)
    monkeypatch.setattr(publishing, "build_snapshot", build)
    monkeypatch.setattr("imbang.app.server.serve", lambda *_given, **_named: None)
    sample = home / "in"
    (sample / "deliveries.csv").write_text(
        "file,by,received_on\nneeds.csv,Sari,2024-12-31\n"
    )
    monkeypatch.setattr(paths, "SAMPLE", sample)
    one = {"ppks": load_datasets()["ppks"]}
    monkeypatch.setattr("imbang.intake.forms.templates.load_datasets", lambda: one)
    monkeypatch.setattr(asking, "_run", answered_once(asking._run))
    monkeypatch.setattr(
        boundaries, "draw_province", drawn_once(boundaries.draw_province)
    )


def answered_once(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the file of the snapshot each time, but works out an answer only once."""
    answers: dict[tuple[str, str], Any] = {}

    def run(snapshot: Any, question: Any, values: Any, **how: Any) -> Any:
        if question.reads or not how.get("lazily"):  # notes are files too
            return ask(snapshot, question, values, **how)
        asking.cursor_of(snapshot)
        key = (question.name, repr(values))
        if key not in answers:
            answers[key] = ask(snapshot, question, values, **how).to_arrow_table()
        return duckdb.from_arrow(answers[key])

    return run


def drawn_once(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Draws a province in its folder of drafts, and the same once more as a copy."""
    made: list[tuple[Any, Any, dict[str, bytes]]] = []

    def drawn(drafts: Path, *given: Any) -> Any:
        for before, layers, files in made:
            if before == given:
                for name, content in files.items():
                    (drafts / name).write_bytes(content)
                return layers
        layers = draw(drafts, *given)
        files = {one.name: one.read_bytes() for one in drafts.iterdir()}
        made.append((given, layers, files))
        return layers

    return drawn


def run(place: Path, *command: str) -> Result:
    words = list(command)
    for name in ("store", "out", "in"):
        words = [word.replace(f"{{{name}}}", str(place / name)) for word in words]
    return CliRunner().invoke(app, words)


def said(done: Result) -> str:
    """What a command said; fails where it ended in anything but words."""
    assert done.exception is None or isinstance(done.exception, SystemExit), (
        done.exception
    )
    assert done.exit_code in (0, 1, 2)
    assert "Traceback" not in done.output
    assert (
        "IMBANG_TRACEBACK" not in done.output
    )  # the words for faults of Imbang itself
    if done.exit_code:
        assert len(done.stderr.strip()) > 20 or done.stdout.strip()
    return done.stderr


def kept(store: Path) -> dict[str, str]:
    """What may never change, by hash: deliveries and published snapshots."""
    found = [*store.glob("deliveries/[0-9]*/*"), *store.glob("snapshots/[0-9]*")]
    return {str(path.relative_to(store)): _hash(path, told(path)) for path in found}


def told(path: Path) -> tuple[int, int, int]:
    """What cannot stay as it is when the content changes: no program can set the last."""
    one = path.stat()
    return one.st_ino, one.st_size, one.st_ctime_ns


@functools.cache
def _hash(path: Path, _told: tuple[int, int, int]) -> str:
    return durable.sha256(path)


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_fails_at_any_step_is_told_in_words(
    name: str, place: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place()
    monkeypatch.setenv("IMBANG_KEY_FILE", str(at / "out" / "own_key"))
    before = kept(at / "store")
    if name == "key export":
        identity.save_key(identity.new_key())
    with broken(at) as disk:
        whole = run(at, *COMMANDS[name])
    steps = list(disk.steps)
    said(whole)
    tried = faults_of(steps, all_at_once=name not in LONG)
    if name in EACH_FILE:
        tried = first_of_each_folder(steps)
    for number, fault in tried:
        at = place()
        if name == "key export":
            identity.save_key(identity.new_key())
        asking._open.clear()
        with broken(at, number, fault):
            done = run(at, *COMMANDS[name])
        said(done)
        assert before.items() <= kept(at / "store").items(), steps[number - 1]


def faults_of(steps: Sequence[str], *, all_at_once: bool) -> Iterator[tuple[int, int]]:
    """A fault at each step by its number: each fault in turn at steps that are alike, all
    four at the first of them. Of long ones, whose parts are tried by themselves, a third.
    """
    alike: dict[str, int] = {}
    for number, step in enumerate(steps, 1):
        kind = re.sub(r"[0-9a-f]{4,}", "", step)
        seen = alike[kind] = alike.get(kind, -1) + 1
        faults = list(FAULTS.values())
        if seen or not all_at_once:
            faults = [faults[(seen + number) % 4]]
        if number % 3 and not all_at_once:
            continue
        yield from ((number, fault) for fault in faults)


def first_of_each_folder(steps: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A fault at each step by its number, of what is done to files of a folder at the first."""
    seen = set()
    for number, step in enumerate(steps, 1):
        kind = re.sub(r"[0-9a-f]{4,}", "", step).rpartition("/")[0]
        if kind not in seen:
            yield number, list(FAULTS.values())[len(seen) % 4]
        seen.add(kind)


def test_what_cannot_be_listed_is_not_taken_for_what_is_not_there(
    place: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publish without the deliveries that it may not see would change every figure."""

    def build(store: Store, sent: Any, chosen: Any, folder: Path, *_told: Any) -> Built:
        """Nothing is looked for any more once it is known what was sent."""
        gather(store, sent, chosen)
        (folder / PARTS).mkdir()
        file = folder / "snapshot.duckdb"
        file.write_bytes(b"figures")
        return Built(file, {}, {}, 0, {})

    monkeypatch.setattr(publishing, "build_snapshot", build)
    at = place()
    with broken(at) as disk:
        done = run(at, "publish", "--store={store}")
        assert done.exit_code == 0, done.output
    looks = [n for n, step in enumerate(disk.steps, 1) if step.endswith("/deliveries")]
    assert looks
    for number in looks:
        at = place()
        with broken(at, number, errno.EACCES):
            done = run(at, "publish", "--store={store}")
        submissions = [
            len(durable.read_json(one)["submissions"])
            for one in at.glob("store/snapshots/*2.json")
        ]
        assert done.exit_code == 1 or submissions == [2], disk.steps[number - 1]


FULL = {
    "publish": ("publish", "--store={store}"),
    "import": ("import", "{in}/needs.csv", "--store={store}"),
    "boundaries": (
        "boundaries",
        "load",
        "{in}/areas.json",
        "--code-field=code",
        "--store={store}",
    ),
    "settings": ("settings", "set", "norm", "150", "--store={store}"),
    "rollback": ("rollback", "1", "--store={store}"),
    "template": ("template", "{out}/templates"),
    "key": ("key", "export", "{out}/key"),
    "marked": ("check", "{in}/bad.csv", "--store={store}", "--marked={out}/marked"),
    "report": (*COMMANDS["report"], "--no-record"),
    "backup": COMMANDS["backup"],
    "restore": COMMANDS["restore"],
}

OUTSIDE = ("template", "key", "marked", "report", "backup", "restore")


@pytest.mark.parametrize("name", FULL)
def test_a_full_disk_loses_nothing_and_says_how_much_is_needed(
    name: str, place: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place()
    monkeypatch.setenv("IMBANG_KEY_FILE", str(at / "out" / "own_key"))
    identity.save_key(identity.new_key())
    before = kept(at / "store")
    with no_file_beyond(0):
        done = run(at, *FULL[name])
    assert done.exit_code == 1
    assert "Tidak ada yang hilang" in said(done)
    assert f"{at / ('out' if name in OUTSIDE else 'store')}" in said(done)
    if name != "settings":  # a file that may not grow is an I/O error to SQLite
        assert re.search(r"diperlukan sekitar \d+ MB", done.stderr), done.stderr
    assert kept(at / "store") == before
    assert not [
        one
        for one in at.rglob(".*")
        if one.name not in (".lock", ".seal.lock", ".draft")
    ]
    done = run(at, *FULL[name])
    assert done.exit_code == (1 if name == "marked" else 0), done.output


def test_a_publish_that_fills_the_disk_half_way(place: Callable[[], Path]) -> None:
    at = place()
    before = kept(at / "store")
    with no_file_beyond(400_000):
        done = run(at, "publish", "--store={store}")
    assert "Tidak ada yang hilang" in said(done)
    assert kept(at / "store") == before
    assert list((at / "store" / "snapshots").glob("*.draft*")) == []


@pytest.fixture
def read_only(place: Callable[[], Path]) -> Iterator[Path]:
    """The folder with a store that may only be read, as the system itself keeps it."""
    at = place()
    folders = [at / "store", *(p for p in (at / "store").rglob("*") if p.is_dir())]
    for path in (at / "store").rglob("*"):
        path.chmod(0o444 if path.is_file() else 0o555)
    (at / "store").chmod(0o555)
    above = [one for one in (at, *at.parents) if one.stat().st_uid == 0 == os.getuid()]
    modes = {one: one.stat().st_mode & 0o7777 for one in above}
    for one in above:
        one.chmod(modes[one] | 0o055)
    root = os.geteuid() == 0
    if root:  # nothing is read-only to root
        os.seteuid(65_534)
    try:
        yield at
    finally:
        if root:
            os.seteuid(0)
        for one, mode in modes.items():
            one.chmod(mode)
        for folder in folders:
            folder.chmod(0o755)


def test_a_store_that_can_only_be_read_answers_and_says_so(read_only: Path) -> None:
    for answers in (
        "query",
        "snapshots",
        "settings get",
        "settings log",
        "profile show",
    ):
        done = run(read_only, *COMMANDS[answers])
        assert done.exit_code == 0, done.output
    asked = ("query", "scope", "--store={store}", "--format=csv")
    assert run(read_only, *asked).stdout.startswith("region_code")
    for writes in ("publish", "rollback", "boundaries load", "import", "settings set"):
        done = run(read_only, *COMMANDS[writes])
        assert done.exit_code == 1, (writes, done.output)
        assert "store" in said(done)
        assert re.search("hanya dapat dibaca|tidak berhak", done.stderr), done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "demo",
        "publish",
        "query",
        "import",
        "settings set",
        "snapshots",
        "template",
        "key export",
    ],
)
def test_a_file_in_the_place_of_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    (tmp_path / "out").write_text("")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "needs.csv").write_text(SHEET)
    identity.key_for(None)
    done = run(tmp_path, *COMMANDS[name])
    assert done.exit_code == 1
    assert "folder" in said(done)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("settings", "set", "norm", "1/0"), 2),
        (("settings", "set", "norm", "1e999999999"), 2),
        (("settings", "set", "norm", "1/1e-999999999"), 2),
        (
            (
                "query",
                "coverage",
                "--param=region=63",
                "--param=as_of=2024-06",
                "--param=norm=1/0",
            ),
            2,
        ),
        (("settings", "set", "expectations", "[" * 100_000), 2),
        (("settings", "set", "expectations", '{"a":' * 100_000), 2),
        (("serve", "--port", "99999"), 2),
        (("serve", "--port", "-1"), 2),
    ],
)
def test_what_has_no_meaning_is_misuse(
    command: tuple[str, ...], code: int, home: Path
) -> None:
    before = kept(home / "store")
    done = run(home, *command, "--store={store}")
    assert done.exit_code == code, done.output
    assert said(done)
    assert kept(home / "store") == before


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_store_in_a_folder_of_any_name(tmp_path: Path) -> None:
    """Beside a folder that the name would match, were it a pattern."""
    rows = [
        {"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 40},
    ]
    at = tmp_path / "glob*[a]?" / "back\\slash'{e} #%"
    for folder in (at, tmp_path / "globxxaz" / "back\\slash'{e} #%"):
        sent = draft("ppks", "63.71", "2024-06", rows)
        Store(folder / "store").record([sent], by="t", received_on=date(2024, 7, 1))
    for command in ("publish", "verify", "snapshots", "settings set"):
        done = run(at, *COMMANDS[command])
        assert done.exit_code == 0, done.output
    asked = ("region=63.71", "level=regency", "as_of=2024-06")
    given = [f"--param={one}" for one in asked]
    done = run(at, "query", "needs", *given, "--store={store}", "--format=json")
    [poor] = [one for one in json.loads(done.stdout) if one["kind"] == "poor"]
    assert poor["count"] == 40
    made = (at / "store" / "snapshots").iterdir()
    assert sorted(path.name for path in made) == ["000001.duckdb", "000001.json"]


def test_a_fault_of_its_own_is_told_without_what_it_was_about(
    place: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise KeyError("6371014203909001")

    monkeypatch.setattr(publishing, "build_snapshot", fail)
    at = place()
    done = run(at, "publish", "--store={store}")
    assert done.exit_code == 1
    assert "KeyError" in done.stderr
    assert "IMBANG_TRACEBACK=1" in done.stderr
    assert "6371014203909001" not in done.output
    monkeypatch.setenv("IMBANG_TRACEBACK", "1")
    assert "Traceback" in run(at, "publish", "--store={store}").stderr
