from django.urls import include, path

handler500 = "apps.core.faults.fault"

urlpatterns = [
    path("", include("apps.portal.urls")),
    path("", include("apps.administration.urls")),
    path("accounts/", include("apps.accounts.urls")),
    path("organisations/", include("apps.organisations.urls")),
    path("organisations/", include("apps.reorganisations.urls")),
    path("plans/", include("apps.plans.urls")),
    path("plans/", include("apps.progress.urls")),
    path("associations/", include("apps.associations.urls")),
    path("members/", include("apps.members.urls")),
    path("dues/", include("apps.dues.urls")),
    path("proposals/", include("apps.closing.urls")),
    path("activities/", include("apps.frequencies.urls")),
    path("activities/", include("apps.attendance.urls")),
    path("activities/", include("apps.activities.urls")),
    path("registers/checklists/", include("apps.checklists.urls")),
    path("registers/campaigns/", include("apps.campaigns.urls")),
    path("registers/posts/", include("apps.posts.urls")),
    path("registers/", include("apps.registers.urls")),
    path("notices/", include("apps.notices.urls")),
    path("scores/", include("apps.scores.urls")),
    path("warnings/", include("apps.warnings.urls")),
    path("filings/", include("apps.filings.urls")),
    path("dashboard/", include("apps.dashboards.urls")),
    path("gradings/", include("apps.gradings.urls")),
    path("reports/", include("apps.reports.urls")),
    path("exchange/", include("apps.exchange.urls")),
    path("jobs/", include("apps.jobs.urls")),
    path("api/", include("config.api")),
]

handler500 = "apps.core.unavailable.fault_of_the_portal"
