"""Who files for an organisation, who enters on its behalf, and who may therefore not review."""

from django.db.models import Q

from apps.accounts.models import User
from apps.filings.models import Filing, FilingStep
from apps.filings.querysets import FilingQuerySet
from apps.filings.states import Step
from apps.organisations.access import may_at


def files_for_itself(by: User, filing: Filing) -> bool:
    """Whether `by` belongs to those who file for this organisation: anybody else enters on its behalf (代报).

    The filing comes `with_path`.
    """
    return may_at(by, "filing.own", filing.path)


def entered_by(person: User) -> Q:
    """Of filings: `person` submitted it last, or ever entered figures in it on an organisation's behalf."""
    return _entered_by(person) | Q(submitted_by=person)


def own_of(person: User) -> FilingQuerySet:
    """The filings that `person` may not review: those of their own organisations, and those that they entered.

    What was entered on an organisation's behalf has its second person as soon as somebody else confirmed it.
    """
    confirmed = Q(entered_on_behalf=True, confirmed_by__isnull=False) & ~Q(confirmed_by=person)
    entered = Filing.objects.filter(_entered_by(person, Step.SUBMITTED)).exclude(confirmed)
    return Filing.objects.visible_to(person, "filing.own") | entered


def _entered_by(person: User, *steps: Step) -> Q:
    own = FilingStep.objects.filter(by=person, step__in=[Step.ENTERED, *steps])
    return Q(pk__in=own.values("filing"))
