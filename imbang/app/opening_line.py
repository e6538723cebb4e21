"""A line above the page while figures are worked out anew, or where that failed."""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app import opening
from imbang.app.state import session
from imbang.texts import _


def show() -> bool:
    """Say that the figures shown are those of before; whether there was need to."""
    found = opening.running()
    if found is None:
        return False
    if found.told.is_over:
        st.warning(
            _(
                "Imbang was updated, but the figures could not be worked out anew; those"
                " of before are shown. {why}",
                why=opening.failure(found),
            ),
            icon=":material/warning:",
        )
    else:
        _watch()
    return True


@st.fragment(run_every=1.0)
def _watch() -> None:
    """How far it is; at its end, the page is drawn anew."""
    session.speak()
    found = opening.running()
    if found is None or found.told.is_over:
        st.rerun()
    st.progress(
        found.told.share,
        _(
            "Imbang was updated: the figures of before are shown until they are worked"
            " out anew."
        ),
    )
