from django.urls import path

from apps.associations import views

app_name = "associations"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<str:code>/", views.detail, name="detail"),
]
