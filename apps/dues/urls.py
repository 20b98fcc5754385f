from django.urls import path

from apps.dues import views

app_name = "dues"

urlpatterns = [path("", views.month, name="month")]
