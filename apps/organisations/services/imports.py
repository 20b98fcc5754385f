"""Writing what a workbook of organisations changes, set-based."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.audit.services import Act, record_many
from apps.core.batches import batches
from apps.organisations.handing_over import hand_over_closed
from apps.organisations.models import Organisation
from apps.organisations.services.tree import place_organisations
from apps.organisations.tree import Link

#: The values of an organisation in a workbook by column, with what a blank cell means; other organisations by code.
BLANK: dict[str, Any] = {
    "code": "",
    "name": "",
    "kind": "",
    "sector": "",
    "setting": "",
    "parent": None,
    "opened": None,
    "founding_number": "",
    "closed": None,
    "closing": "",
    "merged_into": None,
    "approval_number": "",
    "graded": None,  # as usual for the kind
}
#: Those that are fields of the organisation itself and not another organisation.
FIELDS = [key for key in BLANK if key not in ("parent", "merged_into")]


@dataclass(slots=True)
class Change:
    """An organisation before (None: a new one) and after an import, by column as in `BLANK`.

    `id` is the id in the database; a new organisation has a negative one until it is written, by which
    `merged_into` and `links` of others name it.  `links` is None where its place in the tree stays.
    """

    id: int
    before: dict[str, Any] | None
    after: dict[str, Any]
    merged_into: int | None = None
    links: Sequence[Link] | None = None


@transaction.atomic
def organisations_import(*, created: Sequence[Change], updated: Sequence[Change], by: User | None) -> None:
    """Write these changes, their places in the tree, and one audit entry each."""
    ids, merged = _create(created)
    existing = _existing(updated)
    for _change, organisation in existing:
        organisation.version, organisation.changed_by, organisation.changed_at = (
            organisation.version + 1,
            by,
            timezone.now(),
        )
    _update([*merged, *existing], ids)
    place_organisations(
        {ids.get(it.id, it.id): _written(it.links, ids) for it in [*created, *updated] if it.links is not None}
    )
    record_many((_act(it) for it in [*created, *updated]), by=by)
    closed = [change.after["code"] for change in updated if change.after["closed"] is not None]
    for some in batches(closed):
        hand_over_closed(Organisation.objects.filter(code__in=some).select_related("merged_into"), by=by)


def _create(created: Sequence[Change]) -> tuple[dict[int, int], list[tuple[Change, Organisation]]]:
    """Insert the new ones: their ids by the negative ones, and those that were merged into another."""
    ids: dict[int, int] = {}
    merged = []
    for some in batches(created):
        made = [Organisation(**{name: change.after[name] for name in FIELDS}) for change in some]
        Organisation.objects.bulk_create(made)
        ids.update((change.id, organisation.pk) for change, organisation in zip(some, made, strict=True))
        merged += [(it, organisation) for it, organisation in zip(some, made, strict=True) if it.merged_into]
    return ids, merged


def _existing(updated: Sequence[Change]) -> list[tuple[Change, Organisation]]:
    found: dict[int, Organisation] = {}
    for some in batches(it.id for it in updated):
        found.update(Organisation.objects.select_for_update().in_bulk(some))
    return [(it, found[it.id]) for it in updated]


def _update(changed: Sequence[tuple[Change, Organisation]], ids: Mapping[int, int]) -> None:
    for change, organisation in changed:
        was = change.before or change.after
        for name in FIELDS:
            if was[name] != change.after[name]:
                setattr(organisation, name, change.after[name])
        if change.before is None or was["merged_into"] != change.after["merged_into"]:
            organisation.merged_into_id = ids.get(change.merged_into or 0, change.merged_into)
    Organisation.objects.bulk_create(
        (organisation for _change, organisation in changed),
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*FIELDS, "merged_into", "version", "changed_by", "changed_at"],
    )


def _written(links: Sequence[Link], ids: Mapping[int, int]) -> list[Link]:
    """The links with the ids under which their parents were written."""
    return [Link(ids.get(it.parent or 0, it.parent), it.start, it.end) for it in links]


def _act(change: Change) -> Act:
    after = change.after
    if change.before is None:
        filled = _plain({key: value for key, value in after.items() if value != BLANK[key]})
        return Act("organisation.created", after["name"], after["code"], after=filled)
    was, became = difference(_plain(change.before), _plain(after))
    return Act("organisation.updated", after["name"], after["code"], before=was, after=became)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
