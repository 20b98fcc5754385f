from django.urls import path

from apps.portal import health, metrics, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("organisations/<str:code>/one-page/", views.one_page, name="one_page"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
]
