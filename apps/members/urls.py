from django.urls import path

from apps.members import views

app_name = "members"

urlpatterns = [
    path("", views.members, name="list"),
    path("options/", views.options, name="options"),
    path("statistics/", views.statistics, name="statistics"),
    path("<str:pk>/file/", views.file, name="file"),
    path("<str:pk>/transfer/", views.transfer, name="transfer"),
]
