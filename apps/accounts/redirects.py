"""From which page somebody comes, and to which they go on.  Never to another site."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def page_to_come_back_to(request: HttpRequest) -> str:
    """The page to come back to once whatever is in the way is done: the one that is asked for, or asked from.

    A part of a page and a form belong to the page where they stand; their own address may be none.
    """
    if request.headers.get("HX-Request"):
        return _path(request, request.headers.get("HX-Current-URL", ""))
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return _path(request, request.headers.get("Referer", ""))


def following(request: HttpRequest, otherwise: str = "portal:home") -> str:
    """The address given as ``next``, or else that of the page `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if _is_ours(request, wanted) else resolve_url(otherwise)


def _path(request: HttpRequest, address: str) -> str:
    if not _is_ours(request, address):
        return resolve_url("portal:home")
    page = urlsplit(address)
    return f"{page.path}?{page.query}" if page.query else page.path


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
