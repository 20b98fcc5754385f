"""Which parts the page has, in their order, and who sees them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.dashboards.asked import PENDING, Asked
from apps.dashboards.parts.changes import changes_of
from apps.dashboards.parts.classes import class_flow_of
from apps.dashboards.parts.course import course_of
from apps.dashboards.parts.mass import mass_work_of
from apps.dashboards.parts.slipping import slipping_of
from apps.dashboards.parts.townships import reports_of, side_by_side_of, township_row_of
from apps.dashboards.parts.trend import trend_of
from apps.dashboards.parts.villages import heat_map_of
from apps.dashboards.parts.warned import warnings_of
from apps.dashboards.selectors import filing_grid_of


def _everybody(_asked: Asked) -> bool:
    return True


def _with(action: str) -> Callable[[Asked], bool]:
    return lambda asked: action in asked.may


def _above(asked: Asked) -> bool:
    """Whoever sees official figures only looks at townships from above."""
    return PENDING not in asked.may


@dataclass(frozen=True, slots=True)
class Part:
    """`read` is told as `it` to the template ``dashboards/parts/<name>.html``; `first` stands before the programmes."""

    name: str
    title: Promise
    read: Callable[[Asked], object]
    shown_to: Callable[[Asked], bool] = _everybody
    first: bool = False
    width: str = "col-12"

    @property
    def template(self) -> str:
        return f"dashboards/parts/{self.name}.html"


_PAGE = (
    Part("townships", _("Townships side by side"), side_by_side_of, _above, first=True),
    Part(
        "reports", _("Signed reports"), reports_of, lambda it: _above(it) and "report.view_signed" in it.may, first=True
    ),
    Part("villages", _("Who is behind on what"), heat_map_of),
    Part("outlook", _("Against last year, and whether we make it"), changes_of),
    Part("slipping", _("Who keeps slipping"), slipping_of, width="col-lg-7"),
    Part("warnings", _("Early warnings"), warnings_of, _with("warning.view"), width="col-lg-5"),
    Part("filings", _("Monthly filings"), filing_grid_of, lambda it: it.pending and "filing.view" in it.may),
    Part("trend", _("Month by month"), trend_of),
    Part("classes", _("Movement of classes"), class_flow_of),
    Part("mass", _("Mass organisations and associations"), mass_work_of, _with("association.view")),
)
#: Fetched from within a part: a line of it, or what somebody asks for there.
_WITHIN = (
    Part("township", _("Township"), township_row_of, _above),
    Part("course", _("One indicator month by month"), course_of),
)

PARTS = {it.name: it for it in (*_PAGE, *_WITHIN)}


def parts_of(asked: Asked) -> list[Part]:
    """The parts of the page that the person sees, in their order."""
    return [it for it in _PAGE if it.shown_to(asked)]
