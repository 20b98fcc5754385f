"""Lists in pages that stay as they are while rows are added: a page begins after the last row of the one before."""

from rest_framework.pagination import CursorPagination


class StablePages(CursorPagination):
    """In the order of the rows' ids unless a view says another; ``page_size`` rows, at most a thousand."""

    ordering: str | tuple[str, ...] = "pk"
    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000
