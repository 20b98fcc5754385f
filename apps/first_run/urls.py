from django.urls import path

from apps.first_run import views

app_name = "first_run"

urlpatterns = [
    path("", views.begin, name="begin"),
    path("steps/", views.steps, name="steps"),
    path("plan/", views.plan, name="plan"),
    path("plan/workbook/", views.workbook, name="workbook"),
]
