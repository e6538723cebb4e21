"""What kinds of files there are, as browsers name them."""

from __future__ import annotations

_OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {
    "pdf": "application/pdf",
    "all.pdf": "application/pdf",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "html": "text/html",
    "zip": "application/zip",
}
"""The kind of file, by how its name ends."""
