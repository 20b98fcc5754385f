"""Beside the pages of the register of campaigns."""

from django.urls import path

from apps.campaigns import views

app_name = "campaigns"

urlpatterns = [path("<int:pk>/figures/", views.figures, name="figures")]
