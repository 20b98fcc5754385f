"""Pages of long lists."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS_PER_PAGE = 50
#: So many rows of an endless list can be paged through; filters lead to the others.
MAX_COUNTED = 10_000


def page_of(request: HttpRequest, rows: Any, per_page: int = ROWS_PER_PAGE) -> Page[Any]:
    """The page that `?page=` asks for; the nearest one where it does not exist.  Two queries with `rows` a queryset."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


class EndlessPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than `MAX_COUNTED`, so that a list of millions opens as fast as a short one."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, MAX_COUNTED)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than can be paged through."""
        return self._counted > MAX_COUNTED

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: MAX_COUNTED + 1].count())


def endless_page_of(request: HttpRequest, rows: Any, per_page: int = ROWS_PER_PAGE) -> Page[Any]:
    """The same for a list that only grows.  Two queries."""
    return EndlessPaginator(rows, per_page).get_page(request.GET.get("page"))
