from django.urls import path

from apps.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plans, name="list"),
    path("new/", views.new, name="new"),
    path("<int:year>/edit/", views.edit, name="edit"),
    path("<int:year>/targets/", views.targets, name="targets"),
    path("<int:year>/indicators/", views.indicator, name="new_indicator"),
    path("<int:year>/indicators/<str:code>/edit/", views.indicator, name="indicator"),
]
