from django.urls import path

from apps.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("", views.hooks, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.deliveries, name="deliveries"),
    path("<int:pk>/end/", views.end, name="end"),
]
