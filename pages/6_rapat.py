"""Meeting: one message a screen, read across a room, and paper to take away."""

from __future__ import annotations

from imbang.app.state import session
from imbang.screens.meeting import sections

TITLE = "Meeting"
ICON = ":material/co_present:"
SECTION = ""

sections.show_meeting(session.current())
