from django.urls import path

from apps.scores import views

app_name = "scores"

urlpatterns = [
    path("", views.scores, name="list"),
    path("draft/", views.draft, name="draft"),
    path("<int:year>/<str:code>/", views.sheet, name="sheet"),
]
