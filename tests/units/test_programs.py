"""Programs of components: fetched once by an address that changes with their content."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from imbang.app import programs
from imbang.paths import ASSETS, PACKAGE
from tests.units.test_serving import get

FOREVER = "private, max-age=31536000, immutable"


@pytest.mark.parametrize("name", programs.PROGRAMS)
def test_a_program_is_sent_for_good_by_the_hash_of_what_it_is(name: str) -> None:
    [address] = re.findall(r"/assets/[\w.-]+", programs.fetching(name))
    status, headers, body = get(address)
    assert status == 200
    assert hashlib.sha256(body).hexdigest()[:16] in address
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["cache-control"] == FOREVER
    status, headers, packed = get(address, accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == body
    for file in programs.PROGRAMS[name]:
        if file.endswith(".js"):
            assert (ASSETS / file).read_bytes() in body


def test_another_content_has_another_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = programs.program("table").name
    for file in ("table.js", "table.css", "component.js"):
        (tmp_path / file).write_bytes((ASSETS / file).read_bytes())
    monkeypatch.setattr(programs, "ASSETS", tmp_path)
    assert programs.program.__wrapped__("table").name == before
    with (tmp_path / "table.css").open("a") as file_:
        file_.write("td { color: red }\n")
    assert programs.program.__wrapped__("table").name != before


def test_styles_cannot_end_the_program_they_stand_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {
        "table.css": 'p::after { content: "\\201D`${x}" }',
        "component.js": "put(STYLES)",
    }
    monkeypatch.setattr(programs, "_read", lambda name: files.get(name, ""))
    told = r'put("p::after { content: \"\\201D`${x}\" }")'
    assert programs.text("table") == told


def test_the_logo_is_sent_for_good_where_streamlit_takes_an_address() -> None:
    from streamlit.url_util import is_relative_static_url

    address = programs.logo_address()
    assert is_relative_static_url(address)
    status, headers, body = get(address)
    assert (status, headers["content-type"]) == (200, "image/svg+xml")
    assert headers["cache-control"] == FOREVER
    assert body == (ASSETS / "logo.svg").read_bytes()


@pytest.mark.parametrize(
    "path", ["/assets/map.js", "/assets/map-0000000000000000.js", "/app/static/map.js"]
)
def test_only_what_is_is_sent(path: str) -> None:
    assert get(path)[0] == 404


def test_no_message_of_a_component_brings_its_program() -> None:
    """What fetches is short, and nothing else makes a component."""
    assert all(len(programs.fetching(name)) < 500 for name in programs.PROGRAMS)
    makers = [
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if "components.v2" in file.read_text("utf-8")
    ]
    assert makers == ["app/components.py"]
