"""What is installed is pinned by hash, from nowhere in particular, under licences that do."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import version
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from imbang import paths
from tools import audit, licences

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
PINNED = re.compile(
    r"[a-z0-9.-]+==[0-9][\w.]*(?: ; [^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+"
)


def read(name: str) -> str:
    return (paths.ROOT / name).read_text("utf-8")


def pinned(lock: str) -> list[Requirement]:
    lines = re.findall(r"^(\w[^\\\n]+?)(?: \\)?$", read(lock), re.MULTILINE)
    return [Requirement(line) for line in lines]


def asked() -> dict[str, list[str]]:
    project: dict[str, Any] = tomllib.loads(read("pyproject.toml"))
    groups: dict[str, list[str]] = project["dependency-groups"]
    return dict(
        zip(
            LOCKS,
            (project["project"]["dependencies"], groups["build"], groups["dev"]),
            strict=True,
        )
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_version_with_its_hashes_and_no_address(lock: str) -> None:
    lines = [line for line in read(lock).splitlines() if not line.startswith("#")]
    assert lines
    assert PINNED.sub("", "\n".join(lines)).strip() == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_pinned_as_it_may_be(lock: str) -> None:
    kept = {canonicalize_name(one.name): one for one in pinned(lock)}
    for text in asked()[lock]:
        wanted = Requirement(text)
        found = kept[canonicalize_name(wanted.name)]
        [only] = found.specifier
        assert wanted.specifier.contains(only.version), text


def test_lists_agree_and_are_what_is_installed() -> None:
    told: dict[tuple[str, str], str] = {}
    for lock in LOCKS:
        for one in pinned(lock):
            name = str(canonicalize_name(one.name))
            same = told.setdefault((name, str(one.marker)), str(one.specifier))
            assert same == str(one.specifier), name
            if one.marker is None or one.marker.evaluate():
                assert one.specifier.contains(version(name)), name


def test_the_package_is_made_by_what_is_pinned() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    [needed] = project["build-system"]["requires"]
    assert f"\n{needed} \\\n" in read("requirements-build.lock")


@pytest.mark.parametrize(
    "file", ["Makefile", "deploy/Containerfile", "docs/service.md"]
)
def test_every_way_to_install_asks_for_the_hashes(file: str) -> None:
    lines = [line for line in read(file).splitlines() if ".lock" in line]
    installing = [line for line in lines if "install" in line.lower()]
    assert installing
    assert [line for line in installing if "--require-hashes" not in line] == []
    own = [
        line for line in read(file).splitlines() if re.search(r"no-deps.* \.$", line)
    ]
    assert own
    assert [line for line in own if "--no-build-isolation" not in line] == []


def test_the_page_of_licences_is_what_is_installed() -> None:
    assert read("docs/licences.md") == licences.page(), "run `make licences`"


@pytest.mark.parametrize("name", licences.locked())
def test_every_part_has_a_licence_that_does(name: str) -> None:
    [licence] = re.findall(
        rf"^\| {re.escape(name)} \| (.+) \|$", read("docs/licences.md"), re.MULTILINE
    )
    assert licences.is_allowed(licence)


def test_a_licence_that_does_not_is_found() -> None:
    assert not licences.is_allowed("GPL-3.0-only")
    assert not licences.is_allowed("MIT AND GPL-3.0-only")
    assert licences.is_allowed("GPL-3.0-only OR (MIT AND ISC)")
    assert not licences.is_allowed("")


def test_an_audit_that_could_not_ask_is_not_well() -> None:
    """pip-audit itself ends well, and says that it found nothing."""
    one: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
    skipped = {"name": "b", "skip_reason": "Dependency not found on PyPI"}
    known = {"id": "PYSEC-1", "fix_versions": ["2"], "aliases": [], "description": ""}

    def told(*found: dict[str, Any]) -> tuple[str, bool]:
        return audit.told(json.dumps({"dependencies": found, "fixes": []}))

    assert told(one) == ("No known vulnerability in 1 packages.", True)
    text, is_well = told(one, skipped)
    assert not is_well
    assert "not known" in text and "1 of 2" in text
    text, is_well = told(one | {"vulns": [known]})
    assert not is_well
    assert "a 1: PYSEC-1, mended in 2" in text
    for nothing in ("", "{}", '{"dependencies": []}'):
        assert not audit.told(nothing)[1]
