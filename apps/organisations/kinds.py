"""What an organisation can be: kinds, sectors, ways of closing, roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Kind of organisation (mechanisms M005, M058, M059); the mass organisations follow the Party's."""

    COMMITTEE = "committee", _("Party committee")
    GENERAL_BRANCH = "general_branch", _("general branch")
    BRANCH = "branch", _("branch")
    JOINT_BRANCH = "joint_branch", _("joint branch")
    GROUP = "group", _("Party group")
    LEAGUE_COMMITTEE = "league_committee", _("Youth League committee")
    LEAGUE_GENERAL_BRANCH = "league_general_branch", _("Youth League general branch")
    LEAGUE_BRANCH = "league_branch", _("Youth League branch")
    WOMENS_FEDERATION = "womens_federation", _("Women’s Federation")
    TRADE_UNION = "trade_union", _("trade union")
    ASSOCIATION = "association", _("farmers’ association")


PARTY_KINDS = frozenset(
    {Kind.COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH, Kind.JOINT_BRANCH, Kind.GROUP},
)
#: Kinds that take part in the three classes; graded unless set otherwise.  A Party group never is.
GRADED_KINDS = frozenset({Kind.GENERAL_BRANCH, Kind.BRANCH, Kind.JOINT_BRANCH})


class Sector(models.TextChoices):
    """The field in which an organisation works (领域)."""

    VILLAGE = "village", _("village")
    COMMUNITY = "community", _("community")
    OFFICE = "office", _("government office")
    INSTITUTION = "institution", _("public institution")
    STATE_ENTERPRISE = "state_enterprise", _("state enterprise")
    PRIVATE_ENTERPRISE = "private_enterprise", _("non-public enterprise")
    SOCIAL_ORGANISATION = "social_organisation", _("social organisation")
    SUB_OFFICE = "sub_office", _("sub-office")


class Setting(models.TextChoices):
    """On what ground a Party organisation was set up (设置类型, M058)."""

    AREA = "area", _("by area")
    ASSOCIATION = "association", _("on an association")
    FUNCTION = "function", _("by function")


class Closing(models.TextChoices):
    """How an organisation ended."""

    DISSOLVED = "dissolved", _("dissolved")
    MERGED = "merged", _("merged")


class Role(models.TextChoices):
    """What a person may be within a subtree (contract.md, "Roles")."""

    ADMINISTRATOR = "administrator", _("administrator")
    STAFF = "staff", _("township staff")
    VILLAGE_CONTACT = "village_contact", _("village contact")
    LEADER = "leader", pgettext_lazy("role", "leader")
    SECRETARY = "secretary", _("secretary")
    CLERK = "clerk", _("clerk")
    MASS_OFFICER = "mass_officer", _("mass-organisation officer")
    VIEWER = "viewer", _("viewer of the higher authority")
    AUDITOR = "auditor", _("auditor")


_SECTOR_ORDER = {str(sector): at for at, sector in enumerate(Sector)}


def official_order(sector: str, code: str) -> tuple[int, str]:
    """Villages before communities before units before two-new organisations, each by code."""
    return _SECTOR_ORDER.get(sector, len(_SECTOR_ORDER)), code
