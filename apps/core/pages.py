"""Pages of long lists."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS_PER_PAGE = 50


def page_of(request: HttpRequest, rows: Any, per_page: int = ROWS_PER_PAGE) -> Page[Any]:
    """The page that `?page=` asks for; the nearest one where it does not exist.  Two queries with `rows` a queryset."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
