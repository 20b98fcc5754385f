"""What the audit log tells of plans."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register
from apps.plans.models import Exemption, Indicator, Plan, Programme, Target
from apps.plans.natures import Applies

register(
    Group(
        "plan",
        _("Plans"),
        {
            "plan.created": _("plan created"),
            "plan.loaded": _("plan loaded"),
            "plan.recalled": _("plan taken back before anybody signed"),
            "plan.released": _("plan given out for signing"),
            "plan.revised": _("plan revised"),
            "plan.signed": _("targets signed for"),
            "plan.taken_over": _("plan taken over from an earlier year"),
            "plan.updated": _("plan changed"),
        },
        model=Plan,
        facts={
            "indicators": _("indicators"),
            "targets": _("targets"),
            "reason": _("reason"),
            "approved_by": _("approved by"),
        },
    )
)
register(
    Group(
        "programme",
        _("Programmes"),
        {
            "programme.created": _("programme created"),
            "programme.moved": _("programme moved"),
            "programme.removed": _("programme removed"),
            "programme.renamed": _("programme renamed"),
        },
        model=Programme,
        facts={"position": _("position")},
    )
)
register(
    Group(
        "indicator",
        _("Indicators"),
        {
            "indicator.created": _("indicator created"),
            "indicator.updated": _("indicator changed"),
        },
        model=Indicator,
        facts={"position": _("position"), "programme_id": _("programme")},
        words={"applies_to": dict(Applies.choices)},
    )
)
register(
    Group(
        "target",
        _("Targets"),
        {
            "target.imported": _("target imported"),
            "target.removed": _("target removed"),
            "target.set": _("target set"),
        },
        model=Target,
        facts={"indicator_id": _("Indicator")},
    )
)
register(
    Group(
        "exemption",
        _("Exemptions"),
        {
            "exemption.created": _("exemption entered"),
            "exemption.removed": _("exemption removed"),
            "exemption.updated": _("exemption changed"),
        },
        model=Exemption,
        facts={"indicator_id": _("Indicator")},
    )
)
