"""Help with a page, and the books of the handbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from apps.handbook.books import BOOKS, book_in
from apps.handbook.topics import books_of, help_for
from apps.organisations.access import user_of


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """The section for the page that is named (`page`), and all books; beside a page only the section."""
    user, language = user_of(request), get_language()
    found = help_for(user, request.GET.get("page", ""), language)
    books = [book_in(language, name) for name in books_of(user)]
    book, section = found or (None, None)
    return render(request, told(request, "handbook/help"), {"book": book, "section": section, "books": books})


@require_GET
def book(request: HttpRequest, name: str) -> HttpResponse:
    """A whole book, to read and to print."""
    if name not in BOOKS:
        raise Http404
    return render(request, "handbook/book.html", {"book": book_in(get_language(), name)})


def told(request: HttpRequest, template: str) -> str:
    """The template for a page of its own, or for the panel beside a page that asked for it."""
    return f"{template}_panel.html" if request.headers.get("HX-Request") else f"{template}.html"
