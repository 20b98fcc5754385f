"""What the page of a case shows."""

from django.template import Library

from apps.admissions.models import Admission
from apps.admissions.standing import Stage, stages_of

register = Library()


@register.simple_tag
def stages(case: Admission) -> list[Stage]:
    return stages_of(case)
