"""What the audit log tells of gradings."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register
from apps.gradings.models import Grading

register(
    Group(
        "grading",
        _("Classes"),
        {
            "grading.confirmed": _("end-of-year class confirmed"),
            "grading.created": _("class entered"),
            "grading.imported": _("class imported"),
            "grading.reopened": _("confirmation of the end-of-year class taken back"),
            "grading.start_confirmed": _("start-of-year class confirmed"),
            "grading.start_reopened": _("confirmation of the start-of-year class taken back"),
            "grading.updated": _("class changed"),
        },
        model=Grading,
    )
)
