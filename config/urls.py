from django.urls import include, path

urlpatterns = [
    path("", include("apps.portal.urls")),
    path("accounts/", include("apps.accounts.urls")),
    path("organisations/", include("apps.organisations.urls")),
    path("gradings/", include("apps.gradings.urls")),
    path("reports/", include("apps.reports.urls")),
    path("exchange/", include("apps.exchange.urls")),
    path("jobs/", include("apps.jobs.urls")),
    path("api/", include("config.api")),
]
