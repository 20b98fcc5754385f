"""Forms of a higher authority (上级报表) that the portal fills: the blank file, and which cell gets which figure."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.versioning import Versioned
from apps.district_forms.querysets import DistrictFormQuerySet, FormLineQuerySet
from apps.organisations.models import Organisation
from apps.workbooks.limits import LAST_ROW


class FileKind(models.TextChoices):
    WORKBOOK = "xlsx", _("Excel workbook")
    DOCUMENT = "docx", _("Word document")


class DistrictForm(Versioned):
    """A form that comes from above, with the lines by which it is filled."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    name = models.CharField(_("name of the form"), max_length=100)
    kind = models.CharField(_("kind of file"), max_length=4, choices=FileKind.choices, editable=False)
    file_name = models.CharField(_("file name"), max_length=110, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
        editable=False,
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    objects = DistrictFormQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("district form")
        verbose_name_plural = _("district forms")

    def __str__(self) -> str:
        return str(self.name)


class BlankFile(models.Model):
    """The blank file as it was handed in.

    In the database, not on the disk: it belongs to its form, is written with it or not at all, and is small.
    """

    form = models.OneToOneField(DistrictForm, models.CASCADE, related_name="blank_file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.form_id)


class Spread(models.TextChoices):
    """Which cells a line fills."""

    ONE = "one", _("this cell")
    ORGANISATIONS = "organisations", _("downwards, an organisation in each row")
    MONTHS_ACROSS = "months_across", _("to the right, January to December")
    MONTHS_DOWN = "months_down", _("downwards, January to December")


class Part(models.TextChoices):
    """What is taken of a figure."""

    VALUE = "value", _("the figure itself (a rate in percent)")
    NUMERATOR = "numerator", _("numerator of the rate")
    DENOMINATOR = "denominator", _("denominator of the rate")
    TARGET = "target", _("target")
    MONTH = "month", _("what was filed for the last month alone")


class Period(models.TextChoices):
    """Of which day."""

    DAY = "day", _("the day for which it is filled")
    YEAR_AGO = "year_ago", _("the same day of the year before")
    LAST_YEAR = "last_year", _("the end of the year before")


class FormLine(Versioned):
    """From `cell` on a sheet or table of the form stands `part` of `figure`.

    `organisation` None is that of the form; where organisations stand in the rows, `key_column` holds their codes or
    names, down to `last_row`.  `otherwise` is written where there is no figure; blank leaves the cell as it was.
    """

    form = models.ForeignKey(DistrictForm, models.CASCADE, related_name="lines")
    sheet = models.CharField(_("sheet or table"), max_length=60)
    cell = models.CharField(pgettext_lazy("of a sheet", "cell"), max_length=10)
    figure = models.CharField(_("figure"), max_length=60)
    part = models.CharField(_("what of it"), max_length=12, choices=Part.choices, default=Part.VALUE)
    period = models.CharField(_("of which day"), max_length=10, choices=Period.choices, default=Period.DAY)
    spread = models.CharField(_("which cells"), max_length=15, choices=Spread.choices, default=Spread.ONE)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    key_column = models.CharField(_("column of codes or names"), max_length=3, blank=True)
    last_row = models.PositiveIntegerField(
        _("last row"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LAST_ROW)]
    )
    otherwise = models.CharField(_("where there is no figure"), max_length=20, blank=True)

    objects = FormLineQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "pk"]
        verbose_name = _("line of a form")
        constraints = [
            models.UniqueConstraint(
                name="district_form_cell_once",
                fields=["form", "sheet", "cell"],
                violation_error_message=_("This cell is filled already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell}"
