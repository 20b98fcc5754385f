"""By what organisations are judged at the end of a year, and how (M062 M149 M167)."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.organisations.kinds import Sector
from apps.registers.models import Record
from apps.scores.items import LONGEST, Item, items_in
from apps.scores.scoring import Rules


class Field(models.TextChoices):
    """For whom criteria are made; each has its own."""

    VILLAGE = "village", _("villages")
    COMMUNITY = "community", _("communities")
    OFFICE = "office", _("offices, institutions and state enterprises")
    TWO_NEW = "two_new", _("two-new organisations")


FIELD_WORDS = {"村": Field.VILLAGE, "社区": Field.COMMUNITY, "机关事业单位": Field.OFFICE, "两新组织": Field.TWO_NEW}
FIELD_OF: dict[str, Field] = {
    Sector.VILLAGE: Field.VILLAGE,
    Sector.COMMUNITY: Field.COMMUNITY,
    Sector.PRIVATE_ENTERPRISE: Field.TWO_NEW,
    Sector.SOCIAL_ORGANISATION: Field.TWO_NEW,
}


def field_of(sector: str) -> Field:
    """By which criteria an organisation of a sector is judged."""
    return FIELD_OF.get(sector, Field.OFFICE)


def _points(label: Any, default: int) -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(label, default=default, blank=True, validators=[MaxValueValidator(100)])


def _year() -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)])


def _votes(label: Any) -> "models.PositiveIntegerField[Any, Any]":
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(1_000_000)])


class Criteria(Record):
    """A version of the criteria for one field, from a day on, for the organisation and all below it; the next
    one replaces it."""

    field = models.CharField(_("for whom"), max_length=20, choices=Field.choices)
    title = models.CharField(_("version"), max_length=100)
    start = models.DateField(_("from"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=50, blank=True)
    items = models.TextField(
        _("items"),
        max_length=4000,
        help_text=_(
            "One in each line: points, then what is judged; behind it, if the plan measures it, 【indicator】."
        ),
    )
    vetoes = models.TextField(
        _("veto items"), max_length=2000, blank=True, help_text=_("One in each line; any of them leaves “backward”.")
    )
    own_share = _points(_("share of the self-rating"), 2)
    ballot_share = _points(_("share of the ballots"), 3)
    superior_share = _points(_("share of the superior’s rating"), 5)
    good = _points(_("a vote “good” is worth"), 100)
    fair = _points(_("a vote “fair” is worth"), 80)
    ordinary = _points(_("a vote “ordinary” is worth"), 60)
    poor = _points(_("a vote “poor” is worth"), 0)
    advanced_from = _points(_("“advanced” from"), 90)
    general_from = _points(_("“general” from"), 60)

    DATED: ClassVar[str] = "start"

    class Meta:
        verbose_name = _("criteria")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def asked(self) -> list[Item]:
        return items_in(self.items)

    @property
    def veto_items(self) -> list[str]:
        return [line.strip() for line in self.vetoes.splitlines() if line.strip()]

    @property
    def rules(self) -> Rules:
        return Rules(
            (self.own_share, self.ballot_share, self.superior_share),
            (self.good, self.fair, self.ordinary, self.poor),
            self.advanced_from,
            self.general_from,
        )


class ScoreItem(Record):
    """The points of an organisation for one item of its criteria in a year; evidence can be attached."""

    year = _year()
    item = models.CharField(pgettext_lazy("score", "item"), max_length=LONGEST)
    own_points = HundredthsField(_("own points"), null=True, blank=True)
    evidence = models.CharField(pgettext_lazy("score", "evidence"), max_length=300, blank=True)
    superior_points = HundredthsField(_("superior’s points"), null=True, blank=True)
    shortfall = models.CharField(_("why points are missing"), max_length=300, blank=True)
    rated_on = models.DateField(_("rated on"))

    DATED: ClassVar[str] = "rated_on"

    class Meta:
        verbose_name = _("points for an item")
        constraints = [
            models.UniqueConstraint(
                name="score_item_once",
                fields=["organisation", "year", "item"],
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.item}"


class ScoreSheet(Record):
    """What else decides the score of a year: the ballots by numbers, a veto, an appeal and what became of it."""

    year = _year()
    held_on = models.DateField(_("ballot held on"))
    members_good = _votes(_("members: good"))
    members_fair = _votes(_("members: fair"))
    members_ordinary = _votes(_("members: ordinary"))
    members_poor = _votes(_("members: poor"))
    public_good = _votes(_("public: good"))
    public_fair = _votes(_("public: fair"))
    public_ordinary = _votes(_("public: ordinary"))
    public_poor = _votes(_("public: poor"))
    veto = models.CharField(
        _("veto"), max_length=200, blank=True, help_text=_("Which veto item of the criteria applies; blank for none.")
    )
    appeal = models.TextField(
        _("appeal"), max_length=1000, blank=True, help_text=_("What the organisation objects to.")
    )
    appealed_on = models.DateField(_("appealed on"), null=True, blank=True)
    answer = models.TextField(_("answer to the appeal"), max_length=1000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    DATED: ClassVar[str] = "held_on"
    GRADES: ClassVar[tuple[str, ...]] = ("good", "fair", "ordinary", "poor")

    class Meta:
        verbose_name = _("score sheet")
        constraints = [
            models.UniqueConstraint(
                name="score_sheet_once", fields=["organisation", "year"], condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def ballots(self) -> list[list[int]]:
        """The votes of members and of the public, from good to poor."""
        return [[getattr(self, f"{who}_{grade}") or 0 for grade in self.GRADES] for who in ("members", "public")]


class ReportGrade(models.TextChoices):
    GOOD = "good", pgettext_lazy("secretary's report", "good")
    FAIR = "fair", pgettext_lazy("secretary's report", "fair")
    ORDINARY = "ordinary", pgettext_lazy("secretary's report", "ordinary")
    POOR = "poor", pgettext_lazy("secretary's report", "poor")


GRADE_WORDS = {
    "好": ReportGrade.GOOD,
    "较好": ReportGrade.FAIR,
    "一般": ReportGrade.ORDINARY,
    "差": ReportGrade.POOR,
}


class SecretaryReport(Record):
    """A secretary reports on Party building to those who judge it: what was said, what was voted (述职评议)."""

    year = _year()
    date = models.DateField(_("held on"))
    secretary = models.CharField(_("secretary"), max_length=50)
    report = models.TextField(_("what was reported"), max_length=4000, blank=True)
    comments = models.TextField(_("comments of the superior"), max_length=2000, blank=True)
    good = _votes(pgettext_lazy("ballot", "good"))
    fair = _votes(pgettext_lazy("ballot", "fair"))
    ordinary = _votes(pgettext_lazy("ballot", "ordinary"))
    poor = _votes(pgettext_lazy("ballot", "poor"))
    grade = models.CharField(_("grade"), max_length=10, choices=ReportGrade.choices, blank=True)

    class Meta:
        verbose_name = _("report of a secretary")
        constraints = [
            models.UniqueConstraint(
                name="secretary_report_once",
                fields=["organisation", "year", "secretary"],
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.secretary} {self.year}"
