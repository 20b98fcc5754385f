"""Where organisations stand: every change of the tree goes through `place_organisations`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import Link, Loop, Place, links_of, moved, places

T = TypeVar("T")


@transaction.atomic
def organisation_move(*, organisation: Organisation, parent: Organisation | None, on: date, by: User | None) -> None:
    """Let `organisation` stand below `parent` from the day `on` on; before it the tree stays as it was.

    Raises `ValidationError` where it would stand below itself.
    """
    links = read_links([organisation.pk])[organisation.pk]
    before = links[-1].parent if links else None
    changed = moved(links, parent.pk if parent else None, on)
    try:
        place_organisations({organisation.pk: changed})
    except Loop as loop:
        raise ValidationError({"parent": _("An organisation cannot stand below itself.")}) from loop
    record(
        Act(
            "organisation.moved",
            target=str(organisation),
            organisation_code=organisation.code,
            before={"parent_id": before},
            after={"parent_id": parent.pk if parent else None, "from": on.isoformat()},
        ),
        by=by,
    )


def read_places(organisations: Iterable[int]) -> dict[int, list[Place]]:
    """The places of these organisations, by id.  One query per thousand."""
    found: dict[int, list[Place]] = defaultdict(list)
    for some in _batches(organisations):
        rows = Placement.objects.filter(organisation__in=some).order_by("organisation", "start")
        for organisation, parent, path, start, end in rows.values_list(
            "organisation_id", "parent_id", "path", "start", "end"
        ):
            found[organisation].append(Place(parent, path, start, end))
    return found


def read_links(organisations: Iterable[int]) -> dict[int, list[Link]]:
    """The links of these organisations, by id; an organisation without any has an empty list."""
    wanted = list(organisations)
    found = read_places(wanted)
    return {organisation: links_of(found.get(organisation, [])) for organisation in wanted}


@transaction.atomic
def place_organisations(links: Mapping[int, Sequence[Link]]) -> None:
    """Give these organisations these links and put all that stands below them, at any time, in its place.

    Set-based: the number of statements grows by one per thousand organisations.  Raises `tree.Loop`.
    """
    below = _ids_below(links) - links.keys()
    every = {**read_links(below), **links}
    parents = {link.parent for row in every.values() for link in row if link.parent is not None}
    new = places(every, read_places(parents - every.keys()))
    for some in _batches(every):
        Placement.objects.filter(organisation__in=some).delete()
    Placement.objects.bulk_create(
        (
            Placement(organisation_id=organisation, parent_id=it.parent, path=it.path, start=it.start, end=it.end)
            for organisation, row in new.items()
            for it in row
        ),
        batch_size=1000,
    )


def _ids_below(organisations: Iterable[int]) -> set[int]:
    paths = {place.path for row in read_places(organisations).values() for place in row}
    tops = _outermost(paths)
    found: set[int] = set()
    for some in _batches(tops, size=100):
        found.update(Placement.objects.below_paths(some).values_list("organisation_id", flat=True))
    return found


def _outermost(paths: set[str]) -> list[str]:
    """The paths that do not lie below another of them."""
    kept: list[str] = []
    for path in sorted(paths):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return kept


def _batches(values: Iterable[T], size: int = 1000) -> Iterator[list[T]]:
    every = list(values)
    for at in range(0, len(every), size):
        yield every[at : at + size]
