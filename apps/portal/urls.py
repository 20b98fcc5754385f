from django.urls import path

from apps.portal import health, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", views.accounts, name="accounts"),
    path("audit/", views.audit, name="audit"),
    path("help/", views.help_page, name="help"),
    path("jobs/", views.jobs, name="jobs"),
    path("healthz", health.healthz, name="healthz"),
]
