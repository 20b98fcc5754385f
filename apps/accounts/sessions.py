"""Sessions that know whose they are, from where and since when (Django's database-backed sessions, extended).

A session is saved when something in it changes; the moment of the last page changes at most once a minute
(`middleware.idle`), so a page costs no more than with Django's own.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from apps.accounts.models import Session

#: What the session itself holds for its row: Unix times of the sign-in and of the last page, address and device.
STARTED, SEEN, ADDRESS, DEVICE = "_started", "_seen", "_address", "_device"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: Any) -> Any:
        session: Session = super().create_model_instance(data)  # type: ignore[assignment]
        session.user_id = data.get(SESSION_KEY)
        session.address, session.device = data.get(ADDRESS, ""), data.get(DEVICE, "")
        session.started_at, session.last_seen_at = _moment(data.get(STARTED)), _moment(data.get(SEEN))
        return session


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
