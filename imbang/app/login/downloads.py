"""Files that a page made or took belong to whoever sat before it: only they get them.

Streamlit serves every file to whoever knows its address, which for the same content is
the same for all.
"""

from __future__ import annotations

import threading

from starlette._utils import get_route_path
from starlette.types import Scope
from streamlit.runtime import Runtime, memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from imbang.access import acting, assigning
from imbang.access.people import Person
from imbang.app.login import claims as logins
from imbang.app.login.configuration import Login

_MEDIA, _UPLOADS = "/media/", "/_stcore/upload_file/"
_owners: dict[str, set[str]] = {}
_lock = threading.Lock()


def begin() -> None:
    """Have files belong to who acts when they are made: before the server is made."""
    setattr(memory_media_file_storage, "MemoryMediaFileStorage", _Owned)  # noqa: B010


class _Owned(MemoryMediaFileStorage):
    """Files in memory, and whose they are."""

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        """As it was; the file belongs to who acts, too."""
        made = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        with _lock:
            _owners.setdefault(made, set()).add(acting.person().subject)
        return made

    def delete_file(self, file_id: str) -> None:
        """As it was; nobody owns it any more."""
        super().delete_file(file_id)
        with _lock:
            _owners.pop(file_id, None)


def may_have(scope: Scope, person: Person, login: Login) -> bool:
    """Whether a request is for a file, or the uploads, of this person; or for neither."""
    path = get_route_path(scope)
    if path.startswith(_MEDIA):
        made = path.removeprefix(_MEDIA).partition(".")[0]
        with _lock:
            return person.subject in _owners.get(made, ())
    if path.startswith(_UPLOADS):
        session = path.removeprefix(_UPLOADS).partition("/")[0]
        return _sits_before(session, person, login)
    return True


def _sits_before(session: str, person: Person, login: Login) -> bool:
    client = Runtime.instance().get_client(session) if Runtime.exists() else None
    context = client.client_context if client is not None else None
    claims = logins.of_cookies(context.cookies, login) if context is not None else None
    return claims is not None and assigning.subject(claims) == person.subject
