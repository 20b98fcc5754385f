"""Which section of which book helps on which page.  A test walks every page and fails for one without a section."""

from apps.accounts.models import User
from apps.handbook.books import ADMINISTRATOR, BOOKS, LEADER, SECRETARY, STAFF, Book, Section, book_in
from apps.organisations.kinds import Role
from apps.organisations.querysets import held_by

#: The book of each role.
BOOK_OF: dict[str, str] = {
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.AUDITOR: ADMINISTRATOR,
    Role.STAFF: STAFF,
    Role.LEADER: LEADER,
    Role.VIEWER: LEADER,
    Role.VILLAGE_CONTACT: STAFF,
    Role.SECRETARY: SECRETARY,
    Role.CLERK: SECRETARY,
    Role.MASS_OFFICER: SECRETARY,
}

#: A route, or all routes of an app that are not named themselves, and the section that tells of its page.
SECTION_OF: dict[str, str] = {
    "portal:home": "your-home-page",
    "portal:one_page": "organisations",
    "search": "your-home-page",
    "first_run": "setting-up",
    "dashboards": "dashboard",
    "organisations": "organisations",
    "reorganisations": "organisations",
    "associations": "organisations",
    "plans": "plan-and-targets",
    "plans:letter": "your-targets",
    "progress": "plan-and-targets",
    "activities": "activities",
    "frequencies": "activities",
    "attendance": "activities",
    "campaigns": "registers",
    "registers": "registers",
    "checklists": "registers",
    "posts": "registers",
    "members": "members",
    "dues": "members",
    "filings": "monthly-filing",
    "filings:review": "reviewing-filings",
    "filings:return": "reviewing-filings",
    "filings:extend": "reviewing-filings",
    "filings:extend_many": "reviewing-filings",
    "filings:reopen": "reviewing-filings",
    "filings:answer_objection": "reviewing-filings",
    "filings:burden": "reviewing-filings",
    "filings:telephone": "reviewing-filings",
    "closing": "closed-months",
    "warnings": "warnings-and-notices",
    "notices": "warnings-and-notices",
    "gradings": "classes-and-rates",
    "scores": "classes-and-rates",
    "reports": "reports",
    "packages": "reports",
    "district_forms": "forms-from-above",
    "exchange": "import-and-export",
    "administration": "accounts-and-roles",
    "administration:jobs": "background-jobs",
    "administration:audit": "audit-log",
    "jobs": "background-jobs",
    "accounts": "your-account",
    "tokens": "other-programs",
    "webhooks": "other-programs",
    "docs": "other-programs",
    "handbook": "when-something-is-missing",
}


def books_of(user: User) -> list[str]:
    """All books: those of the person's roles first."""
    own = {BOOK_OF[role] for role, _path in held_by(user)}
    return sorted(BOOKS, key=lambda name: name not in own)


def section_key(route: str) -> str | None:
    """The key of the section for the page of `route`; None where nobody has said."""
    return SECTION_OF.get(route) or SECTION_OF.get(route.partition(":")[0])


def help_for(user: User, route: str, language: str) -> tuple[Book, Section] | None:
    """The section for a page in the first of the person's books that has it."""
    key = section_key(route)
    books = (book_in(language, name) for name in books_of(user))
    return next(((book, found) for book in books if key and (found := book.section(key))), None)
