"""What the page of a case shows."""

from django.template import Library

from apps.admissions.models import Admission
from apps.admissions.standing import Stage, stages_of, told

register = Library()


@register.simple_tag
def stages(case: Admission) -> list[Stage]:
    return stages_of(case)


@register.simple_tag
def notes_on(case: Admission, stages: list[Stage]) -> list[str]:
    """Nothing is said of a case that was withdrawn."""
    return [] if case.withdrawn_at else list(told(case, stages))
