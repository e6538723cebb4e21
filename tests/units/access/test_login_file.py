"""The login's file: what it says, and in words what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from imbang.access.people import Grant
from imbang.access.rights import Role
from imbang.app.login import configuration
from imbang.cli.main import app
from imbang.refusals import Refusal

SECRET = "0123456789abcdef0123456789abcdef"
LINES = {
    "issuer": '"https://login.example/realms/dinsos"',
    "client_id": '"imbang"',
    "client_secret": '"made-up"',
    "cookie_secret": f'"{SECRET}"',
    "address": '"https://Imbang.example/"',
}
ROLES = """
[roles]
claim = "groups"
[[roles.give]]
to = "officers"
role = "officer"
region = "63.71"
"""


def written(folder: Path, more: str = "", **changed: str | None) -> Path:
    path = folder / "login.toml"
    lines = {key: text for key, text in (LINES | changed).items() if text is not None}
    text = "".join(f"{key} = {value}\n" for key, value in lines.items())
    path.write_text(text + more, "utf-8")
    path.chmod(0o600)
    return path


def test_a_file_says_how_people_log_in(tmp_path: Path) -> None:
    login = configuration.read(written(tmp_path, ROLES, hosts='["imbang"]', hours="9"))
    assert (login.address, login.hosts) == (
        "https://imbang.example",
        ("imbang.example", "imbang"),
    )
    assert (login.is_secure, login.hours, login.is_demo) == (True, 9.0, False)
    assert login.roles.claim == "groups"
    assert login.roles.grants == {"officers": (Grant(Role.OFFICER, "63.71"),)}
    auth = login.secrets()["auth"]
    assert auth["redirect_uri"] == "https://imbang.example/oauth2callback"
    assert auth["server_metadata_url"] == (
        "https://login.example/realms/dinsos/.well-known/openid-configuration"
    )
    assert SECRET not in repr(login)
    assert "made-up" not in repr(login)


def test_secrets_may_lie_in_files_of_their_own(tmp_path: Path) -> None:
    secret = tmp_path / "cookie"
    secret.write_text(f"{SECRET}\n")
    secret.chmod(0o600)
    path = written(tmp_path, cookie_secret=None, cookie_secret_file='"cookie"')
    assert configuration.read(path).cookie_secret == SECRET
    secret.chmod(0o640)
    with pytest.raises(Refusal, match=r"cookie memuat rahasia.*mode 640"):
        configuration.read(path)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"issuer": None},
            r"login\.toml, kunci issuer: seharusnya sebuah teks, .*tidak",
        ),
        (
            {"issuer": '"http://login.example"'},
            "kunci issuer: .*https://.*http://login",
        ),
        ({"issuer": "7"}, "kunci issuer: seharusnya teks satu baris, yang ada 7"),
        ({"client_id": '" "'}, "kunci client_id"),
        ({"address": '"http://imbang.example"'}, "kunci address"),
        ({"address": '"https://imbang.example/x"'}, "kunci address: .*tanpa jalur"),
        ({"address": '"https://a:b@imbang.example"'}, "kunci address"),
        ({"address": '"https://imbang.example:x"'}, "kunci address"),
        (
            {"cookie_secret": '"short"'},
            "kunci cookie_secret: .*32 karakter.*yang ada 5",
        ),
        ({"client_secret": None}, "kunci client_secret: .*client_secret_file"),
        ({"cookie_secret_file": '"x"'}, "kunci cookie_secret: .*keduanya"),
        ({"scope": '"email"'}, "kunci scope: .*openid"),
        ({"hours": "0"}, "kunci hours: .*168, yang ada 0"),
        ({"hours": "true"}, "kunci hours"),
        ({"hosts": '["*"]'}, "kunci hosts"),
        ({"hosts": '"https://x"'}, "kunci hosts"),
        ({"roles": '"admin"'}, "kunci roles: .*\\[roles\\]"),
        ({"isuer": '"x"'}, "kunci isuer: .*issuer, client_id"),
    ],
)
def test_what_is_wrong_is_told_by_key(
    tmp_path: Path, changed: dict[str, str | None], told: str
) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        configuration.read(written(tmp_path, **changed))
    assert SECRET not in str(refused.value)


def test_a_role_that_is_none_and_a_text_that_is_no_toml_are_told(
    tmp_path: Path,
) -> None:
    with pytest.raises(Refusal, match=r"login\.toml: boss"):
        configuration.read(written(tmp_path, ROLES.replace('"officer"', '"boss"')))
    with pytest.raises(Refusal, match="line 1") as refused:
        configuration.read(written(tmp_path, issuer=f"{SECRET} x"))
    assert SECRET not in str(refused.value)


def test_a_file_that_others_may_read_or_that_is_none_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o644)
    with pytest.raises(Refusal, match=r"mode 644; seharusnya 600.*chmod 600"):
        configuration.read(path)
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(Refusal, match="Tidak ada berkas"):
            configuration.read(missing)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--address=0.0.0.0"], "imbang serve --login"),
        (["--address=0.0.0.0", "--demo-login"], "hanya dilayani di komputer ini"),
        (["--demo-login", "--login=x"], "hanya salah satu"),
        (["--login=/nowhere/login.toml"], "Tidak ada berkas"),
    ],
)
def test_serve_refuses_in_words(options: list[str], told: str) -> None:
    done = CliRunner().invoke(app, ["serve", *options])
    assert done.exit_code in (1, 2)
    assert told in " ".join(done.output.split())
