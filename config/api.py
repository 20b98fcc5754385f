"""The REST API: version 1, its schema and its documentation."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from apps.activities.api import ActivityViewSet
from apps.core.api.root import RootView
from apps.core.api.served import SchemaView
from apps.exchange.api import TablesView, TableView
from apps.filings.api import ApproveView, ConfirmView, FilingsView, MonthView, ReopenView, ReturnView, SubmitView
from apps.gradings.api import RatesView
from apps.gradings.class_api import ClassViewSet
from apps.jobs.api import JobViewSet
from apps.notices.api import NoticeViewSet
from apps.organisations.api import OrganisationViewSet
from apps.plans.api import PlanViewSet, TargetViewSet
from apps.progress.api import ProgressView
from apps.registers.api import add_registers
from apps.reports.api import ReportViewSet
from apps.warnings.api import WarningViewSet

router = SimpleRouter()
router.register("organisations", OrganisationViewSet, basename="organisation")
router.register("plans", PlanViewSet, basename="plan")
router.register("targets", TargetViewSet, basename="target")
router.register("activities", ActivityViewSet, basename="activity")
router.register("classes", ClassViewSet, basename="class")
router.register("warnings", WarningViewSet, basename="warning")
router.register("notices", NoticeViewSet, basename="notice")
router.register("reports", ReportViewSet, basename="report")
router.register("jobs", JobViewSet, basename="job")
add_registers(router)

#: What the root names besides the lists of the router.
OTHERS = {"filings": "api:filings", "rates": "api:rates", "progress": "api:progress", "tables": "api:tables"}
lists = {prefix: f"api:{basename}-list" for prefix, _viewset, basename in router.registry}

MONTH = "filings/<str:code>/<int:year>/<int:month>/"
ACTS = (
    ("submit", SubmitView),
    ("confirm", ConfirmView),
    ("return", ReturnView),
    ("approve", ApproveView),
    ("reopen", ReopenView),
)

v1: list[URLPattern | URLResolver] = [
    path("", RootView.as_view(routes=lists | OTHERS), name="root"),
    path("", include(router.urls)),
    path("filings/", FilingsView.as_view(), name="filings"),
    path(MONTH, MonthView.as_view(), name="month"),
    *(path(f"{MONTH}{name}/", view.as_view(), name=f"month-{name}") for name, view in ACTS),
    path("rates/", RatesView.as_view(), name="rates"),
    path("progress/", ProgressView.as_view(), name="progress"),
    path("tables/", TablesView.as_view(), name="tables"),
    path("tables/<str:name>/", TableView.as_view(), name="table"),
]

urlpatterns = [
    path("v1/", include((v1, "api"))),
    path("schema/", SchemaView.as_view(), name="schema"),
    # Split: the page and its script apart, so that nothing stands inline.
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api/docs.html"), name="docs"),
]
