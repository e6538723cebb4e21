"""What the person before the screen may do here; where not, one sentence says who may."""

from __future__ import annotations

from imbang.access import acting, words
from imbang.access.rights import Right
from imbang.app import elements as st


def may(right: Right, region: str | None = None) -> bool:
    """Whether they hold a right, in ``region`` or anywhere."""
    return acting.person().may(right, region)


def offers(right: Right, region: str | None = None) -> bool:
    """Whether they hold a right; where they do not, who does is said in its place."""
    if may(right, region):
        return True
    tell(right)
    return False


def tell(right: Right) -> None:
    """Say who may do something."""
    st.caption(words.who_can(right))
