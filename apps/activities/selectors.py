"""What the pages about activities show."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.accounts.models import User
from apps.activities.forms import ActivityForm
from apps.activities.models import Activity
from apps.activities.proposing import proposed_already
from apps.activities.querysets import ActivityQuerySet
from apps.activities.rules import USUAL_HUNDREDTHS
from apps.activities.services import places_of
from apps.attachments.holders import Holder
from apps.closing.models import Proposal
from apps.closing.standing import Closing, closing_for
from apps.core.amount import plain
from apps.core.ratio import Ratio
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet


@dataclass(frozen=True, slots=True)
class Questions:
    """What looks like a second record of the same, recorded or proposed; hours that a day does not have, or None."""

    similar: list[Activity]
    proposed: list[Proposal]
    hours: str | None

    @property
    def is_second(self) -> bool:
        return bool(self.similar or self.proposed)

    def unanswered(self, answers: Mapping[str, Any]) -> bool:
        """Whether a form that was sent leaves one of them open: hours are answered by naming them once more."""
        if self.is_second and "confirmed" not in answers:
            return True
        return self.hours is not None and answers.get("hours_confirmed") != self.hours


def visible_activities(user: User) -> ActivityQuerySet:
    """Everything that `user` may see, withdrawn ones too, the newest first, hosts at hand.  One query for the scope."""
    return Activity.objects.visible_to(user, "activity.view").with_hosts()


def possible_hosts(user: User) -> OrganisationQuerySet:
    """The organisations for which `user` may record, closed ones too: an entry may come late.  Asks for the scope."""
    return Organisation.objects.visible_to(user, "activity.record").order_by("code")


def holder_of(activity: Activity) -> Holder:
    """The activity as what keeps files.  Asks for its hosts."""
    hosts = list(activity.hosts.all())
    address = reverse("activities:detail", args=[activity.number])
    return Holder(
        "activities", activity, activity.number, hosts[0].code, frozenset(places_of(activity, hosts)), address
    )


def may_change(user: User, activity: Activity) -> bool:
    """Whether `user` may change or withdraw it: only who may record for every host.  At most two queries."""
    return activity.withdrawn_at is None and may_record(user, activity)


def may_record(user: User, activity: Activity) -> bool:
    """Whether `user` may record for every host, withdrawn or not.  At most two queries."""
    if not may(user, "activity.record"):
        return False
    within = Organisation.objects.visible_to(user, "activity.record")
    return Activity.objects.filter(pk=activity.pk).hosted_only_by(within).exists()


def similar_activities(
    hosts: Collection[Organisation], day: datetime.date, type_: str, apart_from: Activity | None = None
) -> list[Activity]:
    """What counts already with one of the same hosts, the same day and the same type.  Two queries."""
    same = Activity.objects.counted().filter(date=day, type=type_)
    same = same.filter(host_links__organisation__in=[host.pk for host in hosts]).distinct()
    return list(same.exclude(pk=apart_from.pk if apart_from else None).with_hosts())


def closing_of(user: User, activity: Activity | None, hosts: Iterable[Organisation] = (), day: Any = None) -> Closing:
    """What closed months mean for a change by `user` of an activity (None: a new one) to these hosts and this day."""
    places = places_of(activity, activity.hosts.all()) if activity else set()
    return closing_for(user, places | {(host.pk, day) for host in hosts})


def asked_about(form: ActivityForm, activity: Activity | None, closing: Closing) -> Questions:
    """What is asked about a valid form before it is saved.  Four queries at most."""
    given, known = form.cleaned_data, activity.hours if activity else None
    unusual = given["hours"] != known and (given["hours"] or 0) > USUAL_HUNDREDTHS
    hours = plain(given["hours"]) if unusual else None
    if activity is not None and not {"hosts", "date", "type"} & set(form.changed_data):
        return Questions([], [], hours)
    where = given["hosts"], given["date"], given["type"]
    return Questions(similar_activities(*where, activity), proposed_already(*where) if closing else [], hours)


def attendance(activity: Activity) -> str | None:
    """The share of those due who were present, in percent cut to one decimal; None where one of them is blank."""
    if activity.present is None or activity.due is None:
        return None
    return Ratio(activity.present, activity.due).percent
