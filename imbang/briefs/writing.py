"""A brief as files: one way in for the command line and the page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Literal

from imbang.briefs import areas, package, page, slides, workbook
from imbang.briefs.model import Brief
from imbang.briefs.paper import pdf
from imbang.briefs.pictures import Pictures
from imbang.disk import durable
from imbang.questions import asking
from imbang.refusals import Refusal
from imbang.texts import _

Form = Literal["pdf", "pptx", "xlsx", "html"]
Pages = Literal["two", "all"]
FORMS: tuple[Form, ...] = ("pdf", "pptx", "xlsx", "html")
_PACKED_AT = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can name
_MANIFEST = "datapackage.json"


def as_file(
    store: Path,
    brief: Brief,
    form: Form,
    *,
    pages: Pages = "two",
    pictures: Pictures | None = None,
) -> bytes:
    """The brief as one file; ``pages`` is how long a PDF is. ``pictures`` of a store
    serve many briefs."""
    drawn = pictures or Pictures(store)
    if form == "pdf":
        return pdf.as_pdf(brief, drawn.svg, is_short=pages == "two")
    if form == "pptx":
        return slides.as_slides(brief, drawn.png)
    if form == "xlsx":
        return workbook.as_workbook(brief)
    return page.as_page(brief, drawn.svg)


def as_package(store: Path, brief: Brief) -> Mapping[str, bytes]:
    """The figures of the brief as a data package, its files by name."""
    return package.files(
        brief,
        partial(asking.ask_table, store),
        areas.of_store(store, brief.asked.region),
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in one; the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _PACKED_AT), content)
    return target.getvalue()


def write_package(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a package into a folder, in the place of one that is there.

    Refusal where the folder holds anything else. What describes the files is written
    last: a package that is broken off has none.
    """
    if folder.exists() and not folder.is_dir():
        raise Refusal(_holds_others(folder))
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if there and _MANIFEST not in there:
        raise Refusal(_holds_others(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*(n for n in files if n != _MANIFEST), _MANIFEST):
        durable.write_bytes(folder / name, files[name])


def _holds_others(folder: Path) -> str:
    return _(
        "{folder} holds other files. Name a folder that is empty, or one with a data "
        "package.",
        folder=folder,
    )


def file_name(brief: Brief, form: Form) -> str:
    """The name of a file of this brief: region, month, and what it is."""
    return f"imbang-{brief.asked.region}-{brief.asked.as_of}.{form}"
