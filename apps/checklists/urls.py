from django.urls import path

from apps.checklists import views

app_name = "checklists"

urlpatterns = [
    path("grid/", views.grid, name="grid"),
    path("latest/<str:code>/", views.latest_found, name="latest"),
    path("new/", views.grid, name="new"),
    path("<str:pk>/change/", views.change, name="change"),
]
