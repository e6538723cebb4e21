"""Profile: one region on one sheet, from the province to a village."""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import foot, parts, sources
from imbang.app.state import coverage, session
from imbang.screens.profile import sections as profile
from imbang.screens.profile import words
from imbang.wording import notes

TITLE = "Profile"
ICON = ":material/badge:"
SECTION = ""

view = session.current()
situation = coverage.situation(view)
row = profile.own(view)
sources.gather(
    view,
    ["ppks", "pillars", "pillar_counts", "participants", "cases"],
    [
        notes.norm_note(situation.norm, province=coverage.norm_source(view)),
        *notes.change_note(situation.compare),
        *notes.counting_notes(coverage.counted_kinds()),
    ],
)
parts.show_message(
    words.title(situation, row),
    words.paragraph(situation, row, profile.within(view)),
)
profile.show_head(view, situation, row)

left, right = st.columns([11, 9], gap="large")
with left:
    profile.show_spine(view)
with right:
    profile.show_history(view)
    profile.show_place(view, situation)

first, second, third = st.columns(3, gap="large")
with first:
    profile.show_needs(view)
with second:
    profile.show_people(view)
    profile.show_training(view)
with third:
    profile.show_cases(view)
    profile.show_vacancies(view)

profile.show_decisions(view)
profile.show_owed(view)
foot.show()
