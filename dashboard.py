"""The dashboard: the script that Streamlit runs, and the server that runs it.

Run as a script, it draws the frame around the pages; imported by the server, it defines
``app``, which answers Imbang's own addresses too.
"""

from __future__ import annotations

import streamlit as st

from imbang.app import frame, metrics, opening, server, turns
from imbang.app.login import account


def main() -> None:
    """Draw the frame, then the page that was chosen."""
    if not account.is_let_in():
        return
    with metrics.rerun(), turns.TURNS.turn():
        page = frame.begin()
        if page is not None:
            page.run()
        frame.end()
    server.settle_memory()


if __name__ == "__main__":
    main()
else:
    server.claim_pages()
    server.keep_uploads_in_memory()
    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        secrets=server.begin_login(),
        on_script_error=frame.show_failure,
    )
    opening.begin()
    server.warm_up()
