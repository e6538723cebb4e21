"""Training: which activities, who came, who was never reached?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, foot, parts, sources
from imbang.app.state import answers, changes, session
from imbang.app.state.remembered import taken
from imbang.screens.training import sections as training
from imbang.screens.training import words
from imbang.texts import _
from imbang.wording.messages import training as messages_training

TITLE = "Training (bimtek)"
ICON = ":material/school:"
SECTION = "Analysis"

view = session.current()
names = {
    "activities": _("Activities"),
    "participants": _("Participants"),
    "reach": _("Reach"),
    "selection": _("Selection"),
}
spans = {
    "ever": _("All years"),
    "year": _("This year"),
    "three": _("In three years"),
}
answer = training.activities(view)
own = training.own_reach(view, view.as_of)
moved = changes.of_region(view).get("psm_trained_this_year_pct")

sources.gather(
    view,
    ["activities", "participants", "pillars"],
    [
        _(
            "Only attendance at a bimtek is told here; who is trained by the indicators has"
            " a certificate or has been to one. Who is known by name only is counted and"
            " linked to nobody. An activity belongs to the office that held it."
        ),
    ],
)
parts.show_message(
    taken(messages_training.title, answer, own, answers.region_name(view)),
    taken(
        messages_training.paragraph,
        training.participants(view),
        own,
        training.reach_change(view),
        moved,
        view.compare or "",
    ),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(view, names)
    if tab == "participants":
        span = controls.choose(view, "span", _("Time"), spans)

if tab == "reach":
    training.show_reach(view, own)
elif answer.empty:
    parts.show_nothing(
        _(
            "No office here has sent the datasets Kegiatan and Peserta, and nobody from"
            " here is on a list of participants. They are imported on the page Impor"
            " Data."
        )
    )
elif tab == "activities":
    training.show_activities(view, answer)
elif tab == "participants":
    training.show_participants(view, words.first_month(view.as_of, span))
else:
    training.show_selection(view)

foot.show()
