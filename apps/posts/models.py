"""Who holds which post from when to when: a name and a post, no more (M021 M075 M103 M104 M139 M143 M164)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.activities.models import Activity
from apps.organisations.models import Organisation
from apps.registers.models import Lasting


class Post(models.TextChoices):
    """The posts that an organisation has one of."""

    SECRETARY = "secretary", pgettext_lazy("post", "secretary")
    DEPUTY = "deputy", pgettext_lazy("post", "deputy secretary")
    DIRECTOR = "director", pgettext_lazy("post", "director of the village committee")
    CLERK = "clerk", pgettext_lazy("post", "village clerk")
    SUPERVISION = "supervision", pgettext_lazy("post", "head of the supervision committee")
    LEAGUE = "league", pgettext_lazy("post", "secretary of the League organisation")
    WOMEN = "women", pgettext_lazy("post", "head of the women’s organisation")
    UNION = "union", pgettext_lazy("post", "chair of the trade union")
    ASSOCIATION = "association", pgettext_lazy("post", "head of the association")


#: 三职干部: secretary, director and clerk of a village or community.
THREE_POSTS = (Post.SECRETARY, Post.DIRECTOR, Post.CLERK)


class Way(models.TextChoices):
    ELECTED = "elected", pgettext_lazy("appointment", "elected")
    BY_ELECTION = "by_election", pgettext_lazy("appointment", "by-election")
    APPOINTED = "appointed", pgettext_lazy("appointment", "appointed")
    PASSED_ON = "passed_on", pgettext_lazy("appointment", "went on in a reorganisation")


POST_WORDS = {
    "书记": Post.SECRETARY,
    "党组织书记": Post.SECRETARY,
    "副书记": Post.DEPUTY,
    "村（居）委会主任": Post.DIRECTOR,
    "村主任": Post.DIRECTOR,
    "文书": Post.CLERK,
    "监委会主任": Post.SUPERVISION,
    "团组织书记": Post.LEAGUE,
    "妇女组织负责人": Post.WOMEN,
    "工会主席": Post.UNION,
    "协会会长": Post.ASSOCIATION,
}
WAY_WORDS = {"选举": Way.ELECTED, "补选": Way.BY_ELECTION, "任命": Way.APPOINTED, "随组织调整": Way.PASSED_ON}


class Appointment(Lasting):
    """Somebody holds a post of an organisation during [start, end)."""

    post = models.CharField(_("post"), max_length=20, choices=Post.choices)
    person = models.CharField(pgettext_lazy("appointment", "name"), max_length=50)
    recommended_on = models.DateField(_("recommended on"), null=True, blank=True)
    assessed_on = models.DateField(_("looked at on"), null=True, blank=True)
    way = models.CharField(_("how"), max_length=20, choices=Way.choices, blank=True)
    term_ends = models.DateField(_("term ends on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=50, blank=True)
    trained_on = models.DateField(_("training completed on"), null=True, blank=True)
    training = models.CharField(_("training"), max_length=100, blank=True)
    hours = models.PositiveIntegerField(
        _("hours of training"), null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    talked_on = models.DateField(_("talk held on"), null=True, blank=True)
    talked_by = models.CharField(_("who held the talk"), max_length=50, blank=True)

    DATED_TOO: ClassVar[tuple[str, ...]] = ("trained_on", "talked_on")

    class Meta:
        verbose_name = _("appointment")

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.person}"


class PostAttendance(models.Model):
    """Whoever held the post on its day was at a course; who follows was not."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+", verbose_name=_("activity"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    post = models.CharField(_("post"), max_length=20, choices=Post.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="post_attended_once", fields=["organisation", "post", "activity"]),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.organisation_id} {self.post}"


class Holders(models.TextChoices):
    """Whose posts a rule is about."""

    SETTLEMENTS = "settlements", _("villages and communities")
    BRANCHES = "branches", _("other Party organisations")
    LEAGUE = "league", _("League organisations")
    WOMEN = "women", _("women’s organisations")
    UNIONS = "unions", _("trade unions")
    ASSOCIATIONS = "associations", _("farmers’ associations")


HOLDER_WORDS = {
    "村（社区）": Holders.SETTLEMENTS,
    "其他党组织": Holders.BRANCHES,
    "团组织": Holders.LEAGUE,
    "妇女组织": Holders.WOMEN,
    "工会": Holders.UNIONS,
    "协会": Holders.ASSOCIATIONS,
}


class PostRule(Lasting):
    """That these should have a post, or need none; its term, and for how long it may stand empty."""

    holders = models.CharField(_("whose"), max_length=20, choices=Holders.choices)
    post = models.CharField(_("post"), max_length=20, choices=Post.choices)
    required = models.BooleanField(_("should be held"), default=True)
    years = models.PositiveSmallIntegerField(
        _("term in years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Blank: it has no term. The end that an appointment itself names goes before it."),
    )
    vacant_days = models.PositiveSmallIntegerField(
        _("may stand empty for (days)"), default=90, validators=[MaxValueValidator(1000)]
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rule about posts")

    def __str__(self) -> str:
        return f"{self.get_holders_display()} {self.get_post_display()}"
