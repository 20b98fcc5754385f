from django.urls import path

from apps.administration import views

app_name = "administration"

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("audit/", views.audit, name="audit"),
    path("jobs/", views.jobs, name="jobs"),
]
