"""Indicators: the chain from input to impact against its targets, and one of them opened."""

from __future__ import annotations

from imbang.app.shown import foot, parts, sources
from imbang.app.state import answers, changes, session
from imbang.screens.indicators import sections as shown
from imbang.texts import _
from imbang.wording.messages import indicators

TITLE = "Indicators"
ICON = ":material/linked_services:"
SECTION = "Analysis"

view = session.current()
rows = shown.own_values(view, view.as_of)
sources.gather(view, list(shown.chosen(view).sources), [indicators.comparison_note()])
parts.show_message(
    indicators.title(rows, answers.region_name(view)),
    " ".join(
        [
            _(
                "Five steps lead from means to effect. Each figure is made of the region's"
                " own numerator and denominator; what is not reported is never zero."
            ),
            indicators.told_late(changes.reach(view.region, view.as_of)),
        ]
    ),
)
if shown.is_opened(view):
    shown.show_beside_chain(view, rows)
else:
    shown.show_chain(view, rows)

foot.show()
