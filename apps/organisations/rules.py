"""What must hold among the fields of one organisation (contract.md, "Workbooks").  Pure: no ORM.

The page and the workbook check by the same rules, so what one takes the other takes too.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.organisations.kinds import GRADED_KINDS, PARTY_KINDS, Closing

CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z._-]*\Z")
is_code = RegexValidator(CODE.pattern, _("Letters, digits, - . and _ only."))


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields that the rules look at; `merged_into` is a code."""

    code: str
    kind: str
    opened: date | None
    closed: date | None
    closing: str
    merged_into: str | None
    graded: bool
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the fields that it looks at, and what to say where it is broken.

    The first of `fields` is the one at fault; the others are named in its stead where it is not at hand.
    """

    fields: tuple[str, ...]
    broken: Callable[[Facts], bool]
    message: Promise


def _closed_before_opened(it: Facts) -> bool:
    return it.opened is not None and it.closed is not None and it.closed < it.opened


RULES = (
    Rule(("closed", "opened"), _closed_before_opened, _("The closing date lies before the opening date.")),
    Rule(("closed", "closing"), lambda it: bool(it.closing) and it.closed is None, _("Enter the closing date.")),
    Rule(
        ("merged_into", "closing"),
        lambda it: it.closing == Closing.MERGED and it.merged_into is None,
        _("Enter the organisation that it was merged into."),
    ),
    Rule(
        ("merged_into", "closing"),
        lambda it: it.merged_into is not None and it.closing != Closing.MERGED,
        _("Only a merged organisation has one that it was merged into."),
    ),
    Rule(
        ("merged_into",),
        lambda it: it.merged_into is not None and it.merged_into == it.code,
        _("An organisation cannot be merged into itself."),
    ),
    Rule(
        ("graded", "kind"),
        lambda it: it.graded and it.kind not in GRADED_KINDS,
        _("Only general branches, branches and joint branches are graded."),
    ),
    Rule(
        ("setting", "kind"),
        lambda it: bool(it.setting) and it.kind not in PARTY_KINDS,
        _("Only a Party organisation has a setting."),
    ),
)


def broken_rules(facts: Facts, unknown: Collection[str] = ()) -> Iterator[Rule]:
    """The rules that these facts break; those that look at a field in `unknown` are passed over."""
    return (rule for rule in RULES if rule.broken(facts) and not any(field in unknown for field in rule.fields))
