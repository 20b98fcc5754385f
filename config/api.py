"""The REST API: version 1, its schema and its documentation."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from apps.core.api.root import RootView
from apps.exchange.api import TablesView, TableView
from apps.gradings.api import RatesView
from apps.organisations.api import OrganisationViewSet
from apps.progress.api import ProgressView
from apps.registers.api import add_registers

router = SimpleRouter()
router.register("organisations", OrganisationViewSet, basename="organisation")
add_registers(router)

lists = {prefix: f"api:{basename}-list" for prefix, _viewset, basename in router.registry}
others = {"rates": "api:rates", "progress": "api:progress", "tables": "api:tables"}

v1: list[URLPattern | URLResolver] = [
    path("", RootView.as_view(routes=lists | others), name="root"),
    path("", include(router.urls)),
    path("rates/", RatesView.as_view(), name="rates"),
    path("progress/", ProgressView.as_view(), name="progress"),
    path("tables/", TablesView.as_view(), name="tables"),
    path("tables/<slug:name>/", TableView.as_view(), name="table"),
]

urlpatterns = [
    path("v1/", include((v1, "api"))),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    # Split: the page and its script apart, so that nothing stands inline.
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api/docs.html"), name="docs"),
]
