"""What associations do for their households: counted, never named (M003 M009 M010 M011 M012 M013 M014)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.registers.models import Case, Lasting, Record
from apps.registers.steps import Step

_HOUSEHOLDS = [MaxValueValidator(1_000_000)]


class Stage(models.TextChoices):
    """When in the year of the farm a service helps (M009)."""

    BEFORE = "before", pgettext_lazy("service", "before production")
    DURING = "during", pgettext_lazy("service", "during production")
    AFTER = "after", pgettext_lazy("service", "after production")


class NeedType(models.TextChoices):
    """What an association asks for, with the mechanism that names it."""

    FUNDS = "funds", pgettext_lazy("need", "start-up money")  # M013
    OFFICE = "office", pgettext_lazy("need", "office")  # M013
    VENUE = "venue", pgettext_lazy("need", "venue")  # M013
    PROJECT = "project", pgettext_lazy("need", "project money, infrastructure")  # M014


class Combination(models.TextChoices):
    """The four combinations of the projects of associations (M011)."""

    PROBLEM_GROWTH = "problem_growth", pgettext_lazy("combination", "pressing problem and new growth")
    TRADE_BASE = "trade_base", pgettext_lazy("combination", "strong trade and specialised base")
    TECHNOLOGY_PROJECT = "technology_project", pgettext_lazy("combination", "new technology and new project")
    PRODUCTION_SALES = "production_sales", pgettext_lazy("combination", "production and sales")


STAGE_WORDS = {"产前": Stage.BEFORE, "产中": Stage.DURING, "产后": Stage.AFTER}
NEED_WORDS = {
    "启动资金": NeedType.FUNDS,
    "办公场所": NeedType.OFFICE,
    "活动阵地": NeedType.VENUE,
    "项目资金和基础设施": NeedType.PROJECT,
}
COMBINATION_WORDS = {
    "突出问题与新增长点": Combination.PROBLEM_GROWTH,
    "优势产业与专业基地": Combination.TRADE_BASE,
    "新技术与新项目": Combination.TECHNOLOGY_PROJECT,
    "生产与销售": Combination.PRODUCTION_SALES,
}


class MemberHouseholds(Record):
    """How many households belong to an association on a day, and how that came about in the year so far."""

    date = models.DateField(_("counted on"))
    households = models.PositiveIntegerField(
        _("member households"),
        validators=_HOUSEHOLDS,
        help_text=_("The number alone: no names, no quota, no levy."),
    )
    joined = models.PositiveIntegerField(
        _("joined this year on own request"),
        null=True,
        blank=True,
        validators=_HOUSEHOLDS,
        help_text=_("Joining is voluntary."),
    )
    left = models.PositiveIntegerField(
        _("left this year on own request"),
        null=True,
        blank=True,
        validators=_HOUSEHOLDS,
        help_text=_("Whoever wants to leave is free to."),
    )

    basis = models.CharField(_("counted from"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("member households")

    def __str__(self) -> str:
        return str(self.date)


class Agreement(Lasting):
    """What an association agreed with households that wanted to, in force during [start, end)."""

    subject = models.CharField(pgettext_lazy("agreement", "subject"), max_length=100)
    number = models.CharField(pgettext_lazy("agreement", "number"), max_length=50, blank=True)
    partner = models.CharField(
        _("other side"), max_length=100, blank=True, help_text=_("A buyer or supplier; households are only counted.")
    )
    households = models.PositiveIntegerField(_("households that signed"), validators=_HOUSEHOLDS)

    class Meta:
        verbose_name = _("agreement")

    def __str__(self) -> str:
        return str(self.subject)


class Service(Record):
    """A service of an association on a day, and how many households it served."""

    content = models.CharField(pgettext_lazy("service", "what was done"), max_length=100)
    stage = models.CharField(pgettext_lazy("service", "stage"), max_length=20, choices=Stage.choices)
    date = models.DateField(pgettext_lazy("service", "day"))
    households = models.PositiveIntegerField(
        _("households served"), validators=_HOUSEHOLDS, help_text=_("Each household once; the number alone, no names.")
    )
    under_agreement = models.PositiveIntegerField(
        _("of them with an agreement"), null=True, blank=True, validators=_HOUSEHOLDS
    )

    class Meta:
        verbose_name = pgettext_lazy("association", "service")

    def __str__(self) -> str:
        return str(self.content)


class Need(Case):
    """What an association needs, and how it was met."""

    subject = models.CharField(_("what is needed"), max_length=100)
    type = models.CharField(pgettext_lazy("need", "type"), max_length=20, choices=NeedType.choices)
    amount = HundredthsField(pgettext_lazy("need", "amount (yuan) or area (m²)"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"))
    met_on = models.DateField(_("met on"), null=True, blank=True)
    met_by = models.CharField(_("how it was met, by whom"), max_length=200, blank=True)

    DATED: ClassVar[str] = "registered_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("registered", pgettext_lazy("need", "open"), pgettext_lazy("step", "Register"), "registered_on"),
        Step(
            "met",
            pgettext_lazy("need", "met"),
            pgettext_lazy("step", "Met"),
            "met_on",
            ("registered",),
            asks=("met_by",),
            final=True,
            tone="green",
        ),
    )

    class Meta:
        verbose_name = _("need of an association")

    def __str__(self) -> str:
        return str(self.subject)


class Project(Lasting):
    """A project or base of an association during [start, end)."""

    title = models.CharField(pgettext_lazy("project", "name"), max_length=100)
    combination = models.CharField(pgettext_lazy("project", "combines"), max_length=20, choices=Combination.choices)
    progress = models.CharField(pgettext_lazy("project", "how far it is"), max_length=200, blank=True)
    result = models.CharField(pgettext_lazy("project", "what it brought"), max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("association", "project")

    def __str__(self) -> str:
        return str(self.title)
