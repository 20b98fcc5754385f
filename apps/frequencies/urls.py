"""Beside the pages of activities."""

from django.urls import path

from apps.frequencies import views

app_name = "frequencies"

urlpatterns = [
    path("due/", views.due, name="due"),
    path("due/number/", views.due_number, name="due_number"),
]
