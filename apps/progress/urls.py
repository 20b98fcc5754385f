"""The pages below /plans/ that show figures."""

from django.urls import path

from apps.progress import evidence, views

app_name = "progress"

urlpatterns = [
    path("counts/", views.counts, name="counts"),
    path("<int:year>/", views.plan, name="plan"),
    path("<int:year>/months/<str:code>/<int:month>/", views.month_known, name="month"),
    path("<int:year>/evidence/", evidence.evidence, name="evidence"),
    path("<int:year>/targets/last-year/", views.last_year, name="last_year"),
    path("<int:year>/indicators/<str:code>/", views.indicator, name="indicator"),
    path("<int:year>/quotas/<slug:register>/", views.quotas, name="quotas"),
]
