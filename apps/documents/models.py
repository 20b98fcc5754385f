"""Official documents: number, day, title, what they replace.

M006 M016 M020 M030 M035 M070 M099 M131 M142 M146 M155 M156.
"""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Record


class DocumentType(models.TextChoices):
    """What a document is, with the mechanism that asks whether there is a current one."""

    OPINION = "opinion", _("opinion")
    DECISION = "decision", pgettext_lazy("document", "decision")
    NOTICE = "notice", pgettext_lazy("document", "notice")
    REPLY = "reply", _("official reply")
    REPORT = "report", pgettext_lazy("document", "report")
    CHARTER = "charter", _("charter of an association")  # M006
    SCHEME = "scheme", _("scheme of a branch for mass work")  # M016
    LEAGUE_RULES = "league_rules", _("rules of the Youth League")  # M020
    CO_BUILDING = "co_building", _("co-building scheme")  # M030
    INCLUSION = "inclusion", _("inclusion of mass work")  # M035
    THREE_FIXES = "three_fixes", _("three-fixes scheme")  # M070
    MEMBER_STANDARD = "member_standard", _("standards of conduct for members")  # M099
    EMERGENCY = "emergency", _("emergency plan")  # M131
    TRAINING_PLAN = "training_plan", _("annual training plan")  # M142
    PROCEDURE = "procedure", _("rules of procedure")  # M146
    WORKFLOW = "workflow", _("functions and workflows")  # M155
    OTHER = "other", pgettext_lazy("document", "other")


TYPE_WORDS = {
    "意见": DocumentType.OPINION,
    "决定": DocumentType.DECISION,
    "通知": DocumentType.NOTICE,
    "批复": DocumentType.REPLY,
    "报告": DocumentType.REPORT,
    "协会章程": DocumentType.CHARTER,
    "党建带群建方案": DocumentType.SCHEME,
    "团的制度": DocumentType.LEAGUE_RULES,
    "共建方案": DocumentType.CO_BUILDING,
    "三个纳入": DocumentType.INCLUSION,
    "“三定”方案": DocumentType.THREE_FIXES,
    "党员行为标准": DocumentType.MEMBER_STANDARD,
    "应急预案": DocumentType.EMERGENCY,
    "教育培训计划": DocumentType.TRAINING_PLAN,
    "议事规则": DocumentType.PROCEDURE,
    "制度流程": DocumentType.WORKFLOW,
    "其他": DocumentType.OTHER,
}


class Document(Record):
    """A document that an organisation issued; current from its day until it is repealed: [day, repealed on)."""

    number = models.CharField(
        _("document number"), max_length=50, blank=True, help_text=_("For example 清委发〔2026〕12号.")
    )
    type = models.CharField(pgettext_lazy("document", "type"), max_length=20, choices=DocumentType.choices)
    title = models.CharField(pgettext_lazy("document", "title"), max_length=200)
    date = models.DateField(_("day of the document"), db_index=True)
    body = models.TextField(_("text"), max_length=20_000, blank=True)
    addressees = models.CharField(_("addressees"), max_length=200, blank=True)
    copies = models.PositiveIntegerField(
        _("copies printed"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    keywords = models.CharField(_("keywords"), max_length=100, blank=True)
    supersedes = models.CharField(_("replaces the document number"), max_length=50, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


def current_on(day: date) -> Q:
    """The documents that are current on a day."""
    return Q(date__lte=day) & (Q(repealed_on__isnull=True) | Q(repealed_on__gt=day))
