"""What `pip install .` gives works from any folder, without the checkout."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from imbang import paths

from .conftest import wait_for


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product, built from a copy of the sources as they are."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    kept_out = shutil.ignore_patterns(".*", "__pycache__", "tests", "bench")

    def besides(at: str, names: list[str]) -> set[str]:
        data = {"store"} if Path(at) == paths.ROOT / "data" else set()
        return kept_out(at, names) | data

    shutil.copytree(paths.ROOT, sources, ignore=besides)
    shutil.copytree(paths.ROOT / ".streamlit", sources / ".streamlit")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", str(sources)]
    quiet = ["--no-build-isolation", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, *quiet, "-w", str(folder)], check=True)
    [built] = folder.glob("imbang-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that has the wheel, not the checkout.

    Its dependencies are those of the running environment, by path: what is tested is
    the wheel, not the registry.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True
    )
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    quiet = ["--no-deps", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *quiet, str(wheel)], check=True)
    [own] = folder.glob("lib/python*/site-packages")
    (own / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    # a start fills the store with the sample: a few of its deliveries stand for all
    sent = own / "imbang" / "_product" / "data" / "sample" / "deliveries.csv"
    sent.write_text("".join(sent.read_text("utf-8").splitlines(True)[:4]), "utf-8")
    return folder / "bin"


def environment(home: Path) -> dict[str, str]:
    """That of a user who has nothing of Imbang yet."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("IMBANG_")}
    place = {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    return {k: v for k, v in (kept | place).items() if v}


def test_a_wheel_holds_the_product_and_no_store(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    inside = "imbang/_product"
    for part in (
        "dashboard.py",
        ".streamlit/config.toml",
        "queries/pages/coverage.sql",
    ):
        assert f"{inside}/{part}" in names
    sample = f"{inside}/data/sample/"
    assert {
        name.removeprefix(sample): archive.read(name)
        for name in names
        if name.startswith(sample)
    } == {one.name: one.read_bytes() for one in paths.SAMPLE.iterdir()}
    for folder in ("pages", "data/datasets", "data/reference"):
        assert any(name.startswith(f"{inside}/{folder}/") for name in names)
    assert "imbang/locale/id.po" in names
    assert not [name for name in names if "data/store/" in name or "tests/" in name]


def test_an_installed_imbang_serves_from_any_folder(
    installed: Path, tmp_path: Path, browser: Browser
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [installed / "imbang", "serve", f"--port={port}"],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=output,
            stderr=output,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}", server, log)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}")
        # the first page says how far the sample is, and then becomes the dashboard
        expect(page.get_by_text("PSM aktif", exact=True).first).to_be_visible(
            timeout=240_000
        )
        assert (tmp_path / ".local/share/imbang/store/current.json").is_file()
        assert (tmp_path / ".config/imbang/key").is_file()
        page.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
