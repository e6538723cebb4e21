"""The dashboard: the script that Streamlit runs, and the server that runs it.

Run as a script, it draws the frame around the pages; imported by the server, it defines
``app``, which answers Imbang's own addresses too.
"""

from __future__ import annotations

import streamlit as st

from imbang import serving
from imbang.widgets import frame


def main() -> None:
    """Draw the frame, then the page that was chosen."""
    page = frame.begin()
    if page is not None:
        page.run()
    frame.end()
    serving.settle_memory()


if __name__ == "__main__":
    main()
else:
    serving.claim_pages()
    serving.keep_uploads_in_memory()
    serving.warm_up()
    app = st.App(
        __file__,
        routes=serving.routes(),
        middleware=serving.middleware(),
        on_script_error=frame.show_failure,
    )
