"""Everything that is the neighbour's, as the database has it: whose codes begin with X."""

from typing import Any

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.activities.models import Host
from apps.associations.models import Advice
from apps.attachments.models import Attachment
from apps.checklists.models import Inspection, Result
from apps.closing.models import Proposal
from apps.commitments.models import Commitment
from apps.core.statements import rows_of
from apps.district_forms.models import BlankFile, DistrictForm, FormLine
from apps.exchange.models import Upload
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.gradings.models import Grading
from apps.organisations.models import LeadingLink, Organisation, Placement, RoleAssignment
from apps.packages.models import Partner, ReceivedReport
from apps.plans.models import Exemption, Indicator, Plan, Programme, Target
from apps.reports.models import YearEndReport

#: Of what stands at an organisation itself.
_THEIR_OWN = Q(organisation__code__startswith="X")
_ACTIVITIES = Host.objects.filter(organisation__code__startswith="X").values("activity")
_THEIRS: dict[Any, Q] = {
    Organisation: Q(code__startswith="X"),
    Placement: _THEIR_OWN | Q(parent__code__startswith="X"),
    LeadingLink: Q(leader__code__startswith="X") | Q(led__code__startswith="X"),
    RoleAssignment: _THEIR_OWN,
    Host: _THEIR_OWN,
    Attachment: Q(kind="activities", record__in=_ACTIVITIES),
    Proposal: Q(organisations__code__startswith="X"),
    Commitment: _THEIR_OWN,
    Inspection: _THEIR_OWN,
    Result: Q(inspection__organisation__code__startswith="X"),
    Filing: _THEIR_OWN,
    FilingLine: Q(filing__organisation__code__startswith="X"),
    FilingStep: Q(filing__organisation__code__startswith="X"),
    Grading: _THEIR_OWN,
    Plan: _THEIR_OWN,
    Indicator: Q(programme__plan__organisation__code__startswith="X"),
    Programme: Q(plan__organisation__code__startswith="X"),
    Exemption: Q(indicator__programme__plan__organisation__code__startswith="X"),
    Target: _THEIR_OWN | Q(indicator__programme__plan__organisation__code__startswith="X"),
    YearEndReport: _THEIR_OWN,
    DistrictForm: _THEIR_OWN,
    BlankFile: Q(form__organisation__code__startswith="X"),
    FormLine: Q(form__organisation__code__startswith="X"),
    Partner: _THEIR_OWN,
    ReceivedReport: _THEIR_OWN,
    Advice: _THEIR_OWN | Q(giver__code__startswith="X"),
    Upload: Q(uploaded_by__username="neighbour"),
    User: Q(roles__organisation__code__startswith="X") | Q(username="neighbour"),
}


def belongings() -> dict[str, list[tuple[Any, ...]]]:
    """Every row by table; equal before and after whatever somebody else does."""
    return {model.__name__: rows_of(model, _rows, model) for model in _THEIRS}


def _rows(model: Any) -> "QuerySet[Any]":
    rows: QuerySet[Any] = model._default_manager.filter(_THEIRS[model]).distinct().order_by("pk").values_list()
    return rows
