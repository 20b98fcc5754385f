"""Where organisations stand: every change of the tree goes through `place_organisations`, or `place_new`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.batches import batches
from apps.core.versioning import lock_version
from apps.organisations.handing_over import Fate, Going, Succession
from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import Link, Place, links_of, loops, moved, passed_on, places


@transaction.atomic
def organisation_move(
    *, organisation: Organisation, parent: Organisation | None, on: date, by: User | None, version: int | None = None
) -> None:
    """Let `organisation` stand below `parent` from the day `on` on; before it the tree stays as it was.

    What was planned for later is replaced.  `version` is the one that the person saw.
    Raises `ValidationError` by field (`parent`, `on`) and `StaleVersion`.
    """
    current = lock_version(Organisation.objects.all(), organisation.pk, version)
    links = check_move(organisation=current, parent=parent, on=on)
    before = Organisation.objects.filter(pk=current.pk).with_parent().values_list("parent_code", flat=True).get()
    place_organisations({current.pk: links})
    current.save(by=by)
    after = {"parent": parent.code if parent else None, "from": on.isoformat()}
    record(Act("organisation.moved", str(current), current.code, before={"parent": before}, after=after), by=by)


@transaction.atomic
def children_pass_on(succession: Succession, *, by: User | None) -> list[Going]:
    """Let what stands directly below whoever ends or is split, and is open, stand below the heirs from that day on.

    One that is to be opened later, or only to stand there later, will stand below the heir then.  Raises
    `ValidationError` where something would stand below itself.
    """
    giver, on = succession.giver, succession.on
    placed = Placement.objects.filter(Q(end__isnull=True) | Q(end__gt=on), parent=giver)
    open_ones = Organisation.objects.filter(
        Q(closed__isnull=True) | Q(closed__gt=on), pk__in=placed.values("organisation")
    )
    children = list(open_ones.select_for_update(of=("self",)).order_by("code"))
    heirs = {child.pk: succession.heir_of(f"below-{child.code}") for child in children}
    links = {
        pk: passed_on(its, giver.pk, heir.pk if (heir := heirs[pk]) else None, on)
        for pk, its in read_links([child.pk for child in children]).items()
        if heirs[pk] or succession.closes
    }
    if any(pk in links for pk in (heir.pk for heir in heirs.values() if heir)) or organisations_on_loops(links):
        raise ValidationError({"heir": _("It stands below this organisation: move it out of there first.")})
    place_organisations(links)
    return [_passed_on(child, heirs[child.pk], succession, by) for child in children]


def _passed_on(child: Organisation, heir: Organisation | None, succession: Succession, by: User | None) -> Going:
    going = Going(_("Below it"), f"below-{child.code}", child.name, Fate.STAYS, version=child.version)
    if heir is None and not succession.closes:
        return going
    child.save(by=by)
    after = {"parent": heir.code if heir else None, "from": succession.on.isoformat()}
    act = Act("organisation.moved", str(child), child.code, before={"parent": succession.giver.code}, after=after)
    record(act, by=by)
    return replace(going, fate=Fate.MOVES, heir=heir)


def check_move(*, organisation: Organisation, parent: Organisation | None, on: date) -> list[Link]:
    """The links that the organisation would have after the move.  Raises `ValidationError` by field."""
    links = read_links([organisation.pk])[organisation.pk]
    if links[-1].parent == (parent.pk if parent else None) and links[-1].start <= on:
        raise ValidationError({"parent": _("It is already there.")})
    if organisation.opened and on < organisation.opened:
        raise ValidationError({"on": _("The organisation itself was opened later than that.")})
    if parent and parent.opened and on < parent.opened:
        raise ValidationError({"on": _("The new parent was opened later than that.")})
    if parent and parent.closed and parent.closed <= on:
        raise ValidationError({"parent": _("This organisation is closed by then.")})
    changed = moved(links, parent.pk if parent else None, on)
    if organisations_on_loops({organisation.pk: changed}):
        raise ValidationError({"parent": _("An organisation cannot stand below itself.")})
    return changed


def read_places(organisations: Iterable[int]) -> dict[int, list[Place]]:
    """The places of these organisations, by id.  One query per thousand."""
    found: dict[int, list[Place]] = defaultdict(list)
    for some in batches(organisations):
        rows = Placement.objects.filter(organisation__in=some).order_by()
        for organisation, *place in rows.values_list("organisation_id", "parent_id", "path", "start", "end"):
            found[organisation].append(Place(*place))
    return found


def read_links(organisations: Collection[int]) -> dict[int, list[Link]]:
    """The links of these organisations, by id; one without any has an empty list.  One query per thousand."""
    found = read_places(organisations)
    return {organisation: links_of(found[organisation]) for organisation in organisations}


@transaction.atomic
def place_organisations(links: Mapping[int, Sequence[Link]]) -> None:
    """Give these organisations these links and put all that stands below them, at any time, in its place.

    Set-based: the number of statements grows by some per thousand organisations.  Raises `tree.Loop`.
    """
    every = with_all_below(links)
    new = _worked_out(every)
    for some in batches(every):
        Placement.objects.filter(organisation__in=some).delete()
    _write_places(new)


@transaction.atomic
def place_new(links: Mapping[int, Sequence[Link]]) -> None:
    """The same for organisations that stand nowhere yet: below them stands nothing but one another."""
    _write_places(_worked_out(links))


def _worked_out(links: Mapping[int, Sequence[Link]]) -> dict[int, list[Place]]:
    parents = {link.parent for row in links.values() for link in row if link.parent is not None}
    return places(links, read_places(parents - links.keys()))


def _write_places(new: Mapping[int, Sequence[Place]]) -> None:
    placements = (
        Placement(organisation_id=organisation, parent_id=it.parent, path=it.path, start=it.start, end=it.end)
        for organisation, row in new.items()
        for it in row
    )
    for some_placements in batches(placements):
        Placement.objects.bulk_create(some_placements)


def organisations_on_loops(links: Mapping[int, Sequence[Link]]) -> frozenset[int]:
    """The organisations that would stand below themselves if these links were written."""
    return loops(with_all_below(links))


def with_all_below(links: Mapping[int, Sequence[Link]]) -> dict[int, Sequence[Link]]:
    """These links and those of all organisations that stand below theirs at any time."""
    below = _ids_below(links) - links.keys()
    return {**links, **(read_links(below) if below else {})}


def _ids_below(organisations: Iterable[int]) -> set[int]:
    paths = {place.path for row in read_places(organisations).values() for place in row}
    tops = _outermost(paths)
    found: set[int] = set()
    for some in batches(tops, size=100):
        found.update(Placement.objects.below_paths(some).values_list("organisation_id", flat=True))
    return found


def _outermost(paths: set[str]) -> list[str]:
    """The paths that do not lie below another of them."""
    kept: list[str] = []
    for path in sorted(paths):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return kept
