"""The Excel template for an office, to take away and fill in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from imbang.app import elements as st
from imbang.app.shown.where import later
from imbang.app.state import answers
from imbang.intake.forms.templates import write_templates
from imbang.screens.imports import words
from imbang.texts import _

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_template() -> None:
    """A template with the codes of the chosen office filled in."""
    with st.popover(_("Excel template"), icon=":material/table:", key="template"):
        st.say(_("With the office's own region codes, pick-lists and notes."))
        offices = words.near_first(words.offices(), answers.provinces())
        labels = {one.key: one.label for one in offices}
        office = st.selectbox(
            _("For which office?"),
            list(labels),
            index=None,
            key="template_office",
            format_func=labels.__getitem__,
            placeholder=_("All offices"),
        )
        name = _("template {office}", office=office or "").strip()
        st.download_button(
            _("Download XLSX"),
            later(lambda: _template(office)),
            f"{name}.xlsx",
            _EXCEL,
            key="template_xlsx",
            icon=":material/download:",
            on_click="ignore",
        )


def _template(office: str | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        [path] = write_templates(Path(folder), office=office)
        return path.read_bytes()
