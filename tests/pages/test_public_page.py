"""Figures for the public on the page Rapat: made, on record, taken again; by whom."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from imbang.access import acting
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.cli.main import app as command
from imbang.refusals import Refusal
from imbang.releases import leaving, making, record
from imbang.releases.attack.report import Attack
from imbang.screens.meeting import public_section
from imbang.settings import settings
from imbang.store.workspace import Workspace
from tests.pages.languages import foreign
from tests.pages.test_meeting_page import MEETING
from tests.pages.test_pages import opened, words

CITY, MONTH = "63.71", "2024-06"
HEAD = Person("i h", "Hadi", (Grant(Role.HEAD, CITY),))
VIEWER = Person("i v", "Vina", (Grant(Role.VIEWER),))


def sit(monkeypatch: pytest.MonkeyPatch, who: Person) -> None:
    monkeypatch.setattr(acting, "_found", [lambda: who])


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What makes each file that is offered, by how its name ends."""
    made: dict[str, Callable[[], bytes]] = {}
    offer = public_section._offer

    def seen(label: str, make: Callable[[], bytes], name: str) -> None:
        made[name.rpartition(".")[2]] = public_section.later(make)
        offer(label, make, name)

    monkeypatch.setattr(public_section, "_offer", seen)
    return made


def public(lang: str = "id", region: str = CITY) -> AppTest:
    app = opened(MEETING, region=region, as_of=MONTH, compare="none", lang=lang)
    return app.button(key="public_open").click().run()


def parts(content: bytes) -> dict[str, bytes]:
    """A file, of one that is packed what is in it: slides are packed with the hour."""
    if not content.startswith(b"PK"):
        return {"": content}
    packed = zipfile.ZipFile(io.BytesIO(content))
    return {name: packed.read(name) for name in packed.namelist()}


def run(store: Path, *given: str) -> None:
    done = CliRunner().invoke(command, [*given, "--store", str(store)])
    assert done.exit_code == 0, done.output


def test_what_a_head_makes_is_what_the_command_line_writes(
    served_copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    taken: dict[str, Callable[[], bytes]],
) -> None:
    settings.change(Workspace(served_copy), "acceptance", "on", by="admin")
    sit(monkeypatch, HEAD)
    app = public()
    assert not app.exception
    assert taken == {}  # nothing is on record yet
    assert app.selectbox(key="public_level").value == "district"
    app.selectbox(key="public_level").set_value("village")
    app.text_input(key="public_licence").set_value("CC BY 4.0")
    app.button(key="public_make").click().run()
    assert not app.exception
    assert [one.value for one in app.error] == []
    [released] = record.released(served_copy)
    assert (released.number, released.region, released.as_of) == ("000001", CITY, MONTH)
    assert (released.lowest, released.who) == ("village", "Hadi")
    page = parts(taken["zip"]())
    facts = json.loads(page["disclosure.json"])
    assert facts["hidden"] > 0
    assert facts["recovered"] == 0
    told = f"{facts['counts']} angka, {facts['hidden']} di antaranya disembunyikan"
    assert told in words(app)
    # who stands behind the figures leaves with them, and stands in the brief
    accepted = "0 dari 1 dinas disetujui per Juni 2024."
    sources = json.loads(page["datapackage.json"])["sources"]
    assert any(accepted in one["title"] for one in sources)
    assert accepted.encode() in taken["html"]()
    assert foreign(app, "id") == set()
    app.button(key="public_make").click().run()  # pressed twice
    assert len(record.released(served_copy)) == 1
    briefs = {form: taken[form]() for form in ("pdf", "pptx", "xlsx", "html")}

    # of the same store as it was before
    monkeypatch.setattr(acting, "_found", [lambda: acting.OPERATOR])
    (served_copy / "releases").rename(tmp_path / "aside")
    (tmp_path / "aside" / "000001.zip").rename(tmp_path / "first.zip")
    folder = tmp_path / "written"
    asked = ("--region", CITY, "--as-of", MONTH, "--lang", "id")
    run(served_copy, "release", str(folder), *asked, "--licence", "CC BY 4.0")
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert written.keys() == page.keys()
    for name in page.keys() - {"datapackage.json"}:
        assert written[name] == page[name], name
    one, other = (json.loads(x["datapackage.json"]) for x in (written, page))
    assert one | {"created": ""} == other | {"created": ""}
    for form, content in briefs.items():
        out = tmp_path / f"umum.{form}"
        run(served_copy, "report", "--public", "--out", str(out), *asked)
        assert parts(out.read_bytes()) == parts(content), form


def test_nobody_else_is_offered_it_or_given_what_is_on_record(
    served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit(monkeypatch, VIEWER)
    app = opened(MEETING, region=CITY, lang="id")
    assert not any(one.key == "public_open" for one in app.button)
    assert words(app).count("merilis angka untuk umum diperlukan peran") == 1
    # what was open stays shut where the right is gone
    app.session_state["public_is_open"] = True
    app.run()
    assert not app.exception
    assert not any(one.key == "public_make" for one in app.button)
    for ask in (
        lambda: record.released(served),
        lambda: record.files(served, "000001"),
        lambda: public_section._packed(served, "000001"),
    ):
        with pytest.raises(acting.NotAllowed):
            ask()


def test_what_is_refused_is_said_and_nothing_is_kept(
    served_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = public("en")
    app.button(key="public_make").click().run()  # the operator has given no name
    assert ["Say who you are" in one.value for one in app.error] == [True]
    sit(monkeypatch, HEAD)
    app = public("en")
    app.text_input(key="public_licence").set_value("6371010101900001")
    app.button(key="public_make").click().run()
    [refused] = [one.value for one in app.error]
    assert "NIK" in refused
    assert "6371010101900001" not in refused

    def too_much(*_given: object, **_named: object) -> Attack:
        raise Refusal("It would tell too much.")

    monkeypatch.setattr(leaving, "leave", too_much)
    app.text_input(key="public_licence").set_value("")
    app.button(key="public_make").click().run()
    assert not app.exception
    assert [one.value for one in app.error] == ["It would tell too much."]
    assert record.numbers(served_copy) == []
    assert foreign(app, "en") == set()


def test_of_two_at_once_the_later_is_refused(
    served_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would know nothing of the other, and both together might tell."""
    make = making.make

    def make_slowly(*given: Any, **named: Any) -> making.Release:
        monkeypatch.setattr(making, "make", make)
        leaving.leave(served_copy, about, lowest="district", by="the other")
        return make(*given, **named)

    about = leaving.about(served_copy, CITY, MONTH)
    monkeypatch.setattr(making, "make", make_slowly)
    with pytest.raises(Refusal, match="Sementara itu rilis lain"):
        leaving.leave(served_copy, about, lowest="village", by="x")
    assert [one.who for one in record.released(served_copy)] == ["the other"]
