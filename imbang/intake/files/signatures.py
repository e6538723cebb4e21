"""What a file is, told from its first bytes and not from its name."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from imbang.refusals import Refusal
from imbang.texts import _

Form = Literal["xlsx", "xlsb", "ods", "xls", "text"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# First bytes of what people send by mistake, and what it is called.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"PAR1", "Parquet"),
)


def form_of(content: bytes, name: str) -> Form:
    """The form of a file that can be read; Refusal says what another one is."""
    if not content:
        raise Refusal(_("The file is empty."))
    if content.startswith(_ZIP):
        return _form_of_zip(content)
    if content.startswith(_OLE):
        return _form_of_ole(content)
    for start, what in _OTHERS:
        if content.startswith(start):
            raise _not_a_table(what)
    _check_markup(content)
    if name.lower().endswith((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")):
        raise damaged()
    return "text"


def damaged() -> Refusal:
    """What is said of a workbook that cannot be taken apart."""
    return Refusal(
        _(
            "The file is damaged or not a workbook. Open it in a spreadsheet "
            "program and save it as .xlsx."
        )
    )


def locked() -> Refusal:
    """What is said of a workbook with a password."""
    return Refusal(
        _(
            "The workbook is protected by a password. Save it without a password and "
            "send it again."
        )
    )


def _form_of_zip(content: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            is_ods = "mimetype" in names and archive.read("mimetype").startswith(_ODS)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise damaged() from error
    if is_ods:
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        raise _not_a_table("Word")
    if any(name.startswith("ppt/") for name in names):
        raise _not_a_table("PowerPoint")
    if any(name.lower().endswith((".xlsx", ".xls", ".ods", ".csv")) for name in names):
        raise Refusal(
            _("This is a packed folder (.zip). Unpack it and send the files in it.")
        )
    raise damaged()


def _form_of_ole(content: bytes) -> Form:
    if _ENCRYPTED in content:
        raise locked()
    if "WordDocument".encode("utf-16-le") in content:
        raise _not_a_table("Word")
    return "xls"


def _check_markup(content: bytes) -> None:
    """Refuse pages and XML tables, which some programs call .xls."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise _disguised(_("a web page (HTML)"))
    if start.startswith((b"<?xml", b"mime-version:")):
        is_html = b"<html" in start or b"mime-version:" in start
        raise _disguised(_("a web page (HTML)") if is_html else _("an XML table"))


def _disguised(what: str) -> Refusal:
    return Refusal(
        _(
            "The file is called a workbook but is {what}. Open it in a spreadsheet "
            "program, choose “Save as”, and save it as .xlsx.",
            what=what,
        )
    )


def _not_a_table(what: str) -> Refusal:
    return Refusal(
        _(
            "This is a file of another kind ({what}), not a table. Send the table as "
            ".xlsx, .xls, .ods or .csv.",
            what=what,
        )
    )
