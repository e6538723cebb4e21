"""What is deployed holds what the product needs, and starts it with options that it has."""

from __future__ import annotations

import re
import shlex
import tomllib

from typer.main import get_command
from typer.testing import CliRunner

from imbang import paths
from imbang.cli.main import app

DEPLOY = paths.ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
UNIT = (DEPLOY / "imbang.service").read_text("utf-8")


def test_the_image_gets_all_that_is_installed_and_no_store() -> None:
    with (paths.ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"]}
    needed |= {project["project"]["readme"], *project["project"]["license-files"]}
    needed |= {"pyproject.toml", "requirements.lock", "requirements-build.lock"}
    copied = {
        name.rstrip("/")
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", CONTAINER, re.MULTILINE)
        for name in line.split()
    }
    assert copied == needed
    seen = (paths.ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {line[1:] for line in seen if line.startswith("!")} == needed
    assert seen[0] == "*"


def test_it_is_started_with_options_that_it_has() -> None:
    [line] = re.findall(r"^ExecStart=/opt/imbang/bin/imbang (.+)$", UNIT, re.MULTILINE)
    command, *options = shlex.split(line)
    context = get_command(app).commands[command].make_context(command, options)  # type: ignore[attr-defined]
    assert context.params["address"] == "127.0.0.1"
    assert context.params["log"] == "json"
    assert CliRunner().invoke(app, ["serve", "--log=xml"]).exit_code == 2


def test_key_and_store_are_apart_and_nothing_else_is_written() -> None:
    said = dict(re.findall(r"^(?:Environment=)?(\w+)=(.*)$", UNIT, re.MULTILINE))
    assert said["StateDirectory"].split() == ["imbang", "imbang-key"]
    assert said["IMBANG_STORE"].startswith("/var/lib/imbang/")
    assert said["IMBANG_KEY_FILE"].startswith("/var/lib/imbang-key/")
    assert (said["ProtectSystem"], said["NoNewPrivileges"]) == ("strict", "yes")
    assert "ReadWritePaths" not in said
    told = dict(re.findall(r"^ +(IMBANG_\w+)=(\S+)", CONTAINER, re.MULTILINE))
    assert (told["IMBANG_STORE"], told["IMBANG_KEY_FILE"]) == (
        "/data/store",
        "/key/key",
    )
    assert "USER 10001" in CONTAINER
