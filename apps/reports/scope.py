"""What a report is about, and the facts that its sections share: each read once, whatever the number of sections."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models.functions import Left

from apps.gradings.rates import GradedOrganisation, Rate, RateCode, rates
from apps.gradings.selectors.rates import GRADED_COLUMNS, aims_of, gradings_of, scope_at
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.selectors import path_on
from apps.progress.figures import Standing
from apps.progress.selectors import progress_at
from apps.reports.official import Official, official


class OrganisationFact(NamedTuple):
    """What the report tells of an organisation itself."""

    code: str
    name: str
    kind: str
    sector: str
    graded: bool
    opened: date | None
    closed: date | None
    closing: str
    merged_into: str | None
    approval_number: str

    def existed(self, day: date) -> bool:
        """Whether it was open on `day`: [opened, closed)."""
        return (self.opened is None or self.opened <= day) and (self.closed is None or self.closed > day)


class ClassFact(NamedTuple):
    """An organisation's classes of the year as the rates see them, and the document that confirmed the end class."""

    graded: GradedOrganisation
    document_number: str


@dataclass(frozen=True, slots=True)
class CountedOrganisation:
    """An organisation that the tables of the year count: in a cohort, or open on the report's day and to be graded."""

    organisation: OrganisationFact
    classes: ClassFact | None
    official: Official


@dataclass(frozen=True)
class ReportScope:
    """The subtree of `organisation` on `as_of`, in the reporting year `year`.  Five queries for everything.

    Of a district's parts: what is asked of the rates is asked `asked_at` the district's place, and the district itself
    is `without` the places of its townships.
    """

    organisation: Organisation
    year: int
    as_of: date
    asked_at: str | None = None
    without: tuple[str, ...] = ()
    #: 0 for the whole year.
    month: int = 0

    @cached_property
    def path(self) -> str | None:
        """Where the organisation stands on the day.  One query."""
        return path_on(self.organisation, self.as_of)

    @property
    def subtree(self) -> OrganisationQuerySet:
        """The organisations of the scope; closed ones keep their last place.  Costs `path`."""
        scope = scope_at(self.organisation, self.path, self.as_of)
        if not self.without:
            return scope
        unit = Left("path", len(self.without[0]))
        theirs = Placement.objects.on(self.as_of).alias(unit=unit).filter(unit__in=self.without)
        return scope.exclude(pk__in=theirs.values("organisation"))

    @cached_property
    def organisations(self) -> dict[str, OrganisationFact]:
        """The organisations of the scope by code, in the order of the codes.  One query, and `path`."""
        rows = self.subtree.order_by().values_list(
            "code",
            "name",
            "kind",
            "sector",
            "graded",
            "opened",
            "closed",
            "closing",
            "merged_into__name",
            "approval_number",
        )
        # Sorted here: databases disagree about the order of codes.
        return {row[0]: OrganisationFact(*row) for row in sorted(rows.iterator())}

    @cached_property
    def classes(self) -> dict[str, ClassFact]:
        """The classes of the year by organisation code.  One query, and `path`."""
        rows = gradings_of(self.subtree, self.year).values_list(*GRADED_COLUMNS, "document_number")
        return {row[0]: ClassFact(GradedOrganisation(*row[:-1]), row[-1]) for row in rows.iterator()}

    @cached_property
    def standings(self) -> list[Standing]:
        """Every indicator of the plan over the organisation.  A fixed number of queries."""
        progress = progress_at(self.path, self.year, self.as_of)
        return progress.standings if progress else []

    @cached_property
    def rates(self) -> dict[RateCode, Rate]:
        """The three rates over the classes, the same that `manage.py rates` prints.  Two queries for what is asked."""
        aims = aims_of(self.asked_at or self.path, self.year)
        graded = (it.graded for it in self.classes.values())
        return rates(graded, year=self.year, as_of=self.as_of, targets=aims.targets, minimum_level=aims.minimum_level)

    @cached_property
    def members(self) -> list[CountedOrganisation]:
        """The organisations that the tables of the year count, by code.  No query of its own."""
        found = []
        for organisation in self.organisations.values():
            classes = self.classes.get(organisation.code)
            its = official(classes.graded, year=self.year, as_of=self.as_of) if classes else Official()
            to_be_graded = organisation.existed(self.as_of) and (organisation.graded or classes is not None)
            if its.start or to_be_graded:
                found.append(CountedOrganisation(organisation, classes, its))
        return found
