"""Checklists: what the township asks, what was found and who is meant.

M068 M073 M077 M094 M136 M137 M157–M162 M165 M166.
"""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.checklists.names import Checklist, ListName, Meant, Outcome
from apps.registers.models import Record

ITEM_LENGTH = 100


class OwnChecklist(Record):
    """A checklist that the township made itself, [start, end); it begins without items.

    `needed`: how many of its items must be met, all where nobody says; what was inspected before keeps its outcome.
    """

    name = models.CharField(_("name of the checklist"), max_length=30)
    code = models.CharField(
        _("code"),
        max_length=30,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*\Z", _("Small letters, digits and _, a letter first."))],
        help_text=_("Small letters, digits and _; it stays as it is."),
    )
    meant = models.CharField(_("whom it is meant for"), max_length=30, choices=Meant.choices)
    needed = models.PositiveSmallIntegerField(
        _("items to be met"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: all.")
    )
    start = models.DateField(_("from"))
    end = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it is no longer asked.")
    )

    DATED: ClassVar[str] = "start"

    class Meta:
        verbose_name = _("own checklist")
        constraints = [
            models.UniqueConstraint(name=f"own_{it}_once", fields=[it], condition=Q(withdrawn_at__isnull=True))
            for it in ("code", "name")
        ]

    def __str__(self) -> str:
        return str(self.name)


class ChecklistField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """A checklist by its code: the stated ones are its choices, the township's own beside them (`catalogue`).

    Forms and workbooks offer both and take nothing else.
    """

    def validate(self, value: Any, model_instance: Any) -> None:
        if value in self.empty_values:
            super().validate(value, model_instance)


class ItemList(Record):
    """The items of a checklist from a day on, for the organisation and all below it.

    The next one (of the same day: the one entered last) replaces it; one of an organisation further down goes before
    it there.
    """

    checklist = ChecklistField(_("checklist"), max_length=30, choices=Checklist.choices)
    start = models.DateField(_("from"))
    items = models.TextField(
        _("items"), max_length=4000, blank=True, help_text=_("One in each line, in the order of the list.")
    )

    basis = models.CharField(_("basis"), max_length=200, blank=True)

    DATED: ClassVar[str] = "start"

    class Meta:
        verbose_name = _("items of a checklist")

    def __str__(self) -> str:
        return f"{self.get_checklist_display()} {self.start}"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(line for line in map(str.strip, self.items.splitlines()) if line)


class Inspection(Record):
    """What was found of an organisation on a day, item by item, by the items that held on that day.

    The latest one up to a day counts.  `outcome` is written together with the results and follows from them.
    """

    checklist = ChecklistField(_("checklist"), max_length=30, choices=Checklist.choices)
    date = models.DateField(_("day"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN, editable=False
    )

    class Meta:
        verbose_name = _("inspection")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "checklist", "date"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_inspection_a_day",
            )
        ]
        indexes = [models.Index(fields=["checklist", "date"], name="inspection_of_day")]

    def __str__(self) -> str:
        return f"{self.get_checklist_display()} {self.date}"


class Result(models.Model):
    """An item of an inspection: met, not met or blank, with the evidence."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    item = models.CharField(_("item"), max_length=ITEM_LENGTH)
    met = models.BooleanField(_("met"), null=True)
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["inspection", "item"], name="one_result_an_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.met}"


class Listing(Record):
    """An organisation stands on a list, [start, end)."""

    list = models.CharField(pgettext_lazy("listing", "list"), max_length=20, choices=ListName.choices)
    start = models.DateField(_("from"))
    end = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it no longer stands on the list.")
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    DATED: ClassVar[str] = "start"

    class Meta:
        verbose_name = _("place on a list")

    def __str__(self) -> str:
        return f"{self.get_list_display()} {self.start}"
