"""A page of figures is made once, and shown again for as long as nothing has been written anywhere."""

from collections.abc import Callable
from hashlib import sha256

from django.core.cache import caches
from django.utils.translation import get_language

from apps.audit.moment import mark
from apps.core.calendar import today

#: Seconds; long enough for whoever looks again, and for the colleagues who prepare the same meeting.
KEPT = 3600


def remembered(make: Callable[[], str], *asked: object) -> str:
    """What `make` says of `asked`, in the language of the page, today: of nothing else may it speak.

    One query where it is known.

    Kept in the memory of the process: a new release begins with an empty one, and nothing leaves the machine.
    """
    said = (mark(), get_language(), today(), *asked)
    key = sha256(repr(said).encode()).hexdigest()
    pages = caches["pages"]
    page = pages.get(key)
    if page is None:
        page = make()
        pages.set(key, page, KEPT)
    return str(page)
