"""What a warning says, in the language of whoever reads it, and where its cause is looked at."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.calendar import today
from apps.posts.models import Post
from apps.warnings.models import EarlyWarning
from apps.warnings.names import RuleName


def sentence(warning: EarlyWarning) -> str:
    """What it is about: ``The post “secretary” has been vacant since 2026-03-01.``"""
    return _SENTENCES[RuleName(warning.rule)](warning.facts)


def address(warning: EarlyWarning) -> str:
    """The page on which the cause is looked at, or done away with."""
    return _ADDRESSES[RuleName(warning.rule)](warning.organisation.code, warning.facts)


def reminder(warnings: "list[EarlyWarning]") -> str:
    """The text to be pasted into a chat: one line for each, no person in it."""
    lines = (f"{it.organisation.name}：{sentence(it)}" for it in warnings)
    return "\n".join([_("Please look into these and say what is being done:"), *lines])


def _post(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, "post": Post(facts["post"]).label}


_SENTENCES: dict[RuleName, Callable[[dict[str, Any]], str]] = {
    RuleName.BEHIND: lambda it: _("“%(name)s” is behind its pace.") % it,
    RuleName.NOT_HELD: lambda it: _("No activity has been recorded since %(since)s.") % it,
    RuleName.VACANT: lambda it: _("The post “%(post)s” has been vacant since %(since)s.") % _post(it),
    RuleName.ELECTION: lambda it: (
        _("The term of the post “%(post)s” ended on %(day)s; the election is due.") % _post(it)
        if date.fromisoformat(it["day"]) <= today()
        else _("The term of the post “%(post)s” ends on %(day)s; prepare the election.") % _post(it)
    ),
    RuleName.LATE: lambda it: _("Monthly filings late or missing: %(months)s.") % {"months": "、".join(it["months"])},
    RuleName.OVERDUE: lambda it: _("“%(title)s” was due on %(due)s.") % it,
    RuleName.NO_ADMISSION: lambda it: _("The latest member joined on %(since)s.") % it,
    RuleName.NO_ACTIVIST: lambda it: _("Nobody has become an activist since %(since)s.") % it,
}


def _indicator(code: str, facts: dict[str, Any]) -> str:
    page = reverse("progress:indicator", args=[facts["year"], facts["indicator"]])
    return f"{page}?{urlencode({'organisation': code})}"


def _asking(name: str, key: str) -> Callable[[str, dict[str, Any]], str]:
    return lambda code, _facts: f"{reverse(name)}?{urlencode({key: code})}"


_ADDRESSES: dict[RuleName, Callable[[str, dict[str, Any]], str]] = {
    RuleName.BEHIND: _indicator,
    RuleName.NOT_HELD: _asking("frequencies:due", "organisation"),
    RuleName.VACANT: _asking("posts:seats", "q"),
    RuleName.ELECTION: _asking("posts:seats", "q"),
    RuleName.LATE: _asking("filings:list", "q"),
    RuleName.OVERDUE: lambda _code, facts: reverse("registers:detail", args=[facts["register"], facts["record"]]),
    RuleName.NO_ADMISSION: lambda code, _facts: reverse("organisations:detail", args=[code]),
    RuleName.NO_ACTIVIST: lambda code, _facts: f"{reverse('registers:list', args=['admissions'])}?organisation={code}",
}
