"""What tests share: a key of their own, and tiny stores made row by row."""

from __future__ import annotations

import functools
import gc
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pyarrow as pa
import pytest
import typer.testing
from xdist.scheduler import LoadFileScheduling

from imbang.periods import Period, parse_month
from imbang.progress import silently
from imbang.reference.datasets import load_datasets
from imbang.reference.schemas import arrow_schema
from imbang.store.deliveries import Store
from imbang.store.drafts import Draft
from imbang.texts import use_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

Rows = Sequence[Mapping[str, Any]]


# they read the same views of the sample (tests/pages/views.py)
VIEWING = frozenset(
    f"tests/pages/test_{name}.py"
    for name in ("one_truth", "same_figures", "same_words", "verdicts_shown")
)
# they read the same visits (tests/browser/visits.py), but for those that make this part of
# the browser's tests about as long as the others
VISITING = frozenset(
    f"tests/browser/test_{name}.py"
    for name in ("accessibility", "analysis", "meeting", "placement", "sizes")
)
# they need no server, or one of their own
APART = frozenset(
    f"tests/browser/test_{name}.py"
    for name in (
        "hostile_names",
        "import",
        "map_names",
        "meeting_file",
        "opening",
        "replicas",
        "wheel",
    )
)
# they log in at the same server (tests/access/conftest.py)
BEHIND = frozenset(
    f"tests/access/test_{name}.py"
    for name in ("behind_nginx", "open_doors", "round_trip")
)


class FileByFile(LoadFileScheduling):
    """A file to a worker, and to one of them all that read the same views or visits. The
    other tests in a browser go to two workers, too: each starts one, and one of them a
    server."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        if file in VIEWING:
            return "views"
        if file in VISITING:
            return "visits"
        if file in APART:
            return "apart"
        if file in BEHIND:
            return "behind"
        return "browser" if file.startswith("tests/browser/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile | None:
    """Starts the browser and its server, and opens views, once and not in each worker."""
    is_by_file = config.getvalue("dist") == "loadfile"
    return FileByFile(config, log) if is_by_file else None


# the tree of commands is made once, not for each command that tests run
typer.testing._get_command = functools.cache(typer.testing._get_command)

# no test pulls the plug: what is written need not reach the disk before tests go on
os.fsync = os.fstat  # type: ignore[assignment]

# most of what tests load stays: look for garbage in it a hundredth as often
gc.set_threshold(200_000, 50, 100)

# the same made-up cases every time; --hypothesis-profile=default looks for others
hypothesis.settings.load_profile("ci")


@pytest.fixture(autouse=True)
def _speaks_indonesian() -> None:
    """Whatever language the test before has left behind."""
    use_language("id")


@pytest.fixture(scope="session", autouse=True)
def _own_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from the identity key of whoever runs them."""
    before = os.environ.get("IMBANG_KEY_FILE")
    os.environ["IMBANG_KEY_FILE"] = str(tmp_path_factory.mktemp("key") / "key")
    yield
    if before is None:
        del os.environ["IMBANG_KEY_FILE"]
    else:
        os.environ["IMBANG_KEY_FILE"] = before


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers, one in a process; `BROWSER=0` leaves out what needs it."""
    if os.environ.get("BROWSER") == "0":
        pytest.skip("BROWSER=0 was given")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as begun:
        yield begun


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """A browser, one in a process; where none can be had its tests fail.

    What a page runs once or twice is not worth the optimizers of its engine, which took
    7 % of the browser's time.
    """
    found = os.environ.get("IMBANG_CHROMIUM") or shutil.which("chromium")
    made = driver.chromium.launch(
        executable_path=found,
        args=[
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--js-flags=--no-maglev,--no-turbofan",
            "--host-resolver-rules=MAP imbang.example 127.0.0.1",
        ],
    )
    yield made
    made.close()


def filled_once(
    factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]
) -> Path:
    """A folder that one of all processes fills; the others wait for it. To be read or
    copied, as it is for others too."""
    from filelock import FileLock

    whole = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        whole = whole.parent  # that of the whole run
    folder, done = whole / name / "store", whole / f"{name}.done"
    with FileLock(whole / f"{name}.lock"):
        if not done.is_file():
            folder.parent.mkdir()
            fill(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store of the sample, filled once for all processes; to be copied."""
    from imbang.demo import fill

    return filled_once(
        tmp_path_factory, "sample", lambda folder: fill(Store(folder), silently)
    )


def draft(dataset: str, office: str, period: str, rows: Rows) -> Draft:
    """A submission of ``rows``; what a row does not name is blank.

    ``period`` is a month or ``first/last``; rows of counts take it as theirs.
    """
    first, _, last = period.partition("/")
    span = Period(parse_month(first), parse_month(last or first))
    schema = arrow_schema(load_datasets()[dataset])
    defaults = {"period_from": span.first, "period_to": span.last, "sheet": "Sheet1"}
    filled = [
        {name: ({**defaults, "row": number} | row).get(name) for name in schema.names}
        for number, row in enumerate(rows, 2)
    ]
    return Draft(
        dataset=dataset,
        office=office,
        period=span,
        file="made-up.xlsx",
        sheets=("Sheet1",),
        table=pa.Table.from_pylist(filled, schema=schema),
    )


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Store]:
    """Records one submission in this test's store: dataset, office, period, rows."""
    return _recorder(tmp_path)


@pytest.fixture(scope="module")
def record_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Store]:
    """Like ``record``, in a store that the tests of a module read together."""
    return _recorder(tmp_path_factory.mktemp("module"))


def _recorder(folder: Path) -> Callable[..., Store]:
    store = Store(folder / "store")

    def record_one(dataset: str, office: str, period: str, rows: Rows) -> Store:
        store.record(
            [draft(dataset, office, period, rows)],
            by="tester",
            received_on=date(2025, 1, 10),
        )
        return store

    return record_one


@pytest.fixture(scope="session")
def decided_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store with decisions (`tests.decided`), filled once for all processes."""
    from tests import decided

    return filled_once(
        tmp_path_factory, "decided", lambda folder: decided.fill(Store(folder))
    )
