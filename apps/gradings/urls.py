from django.urls import path

from apps.gradings import views

app_name = "gradings"

urlpatterns = [
    path("", views.rates, name="rates"),
    path("classes/", views.classes, name="classes"),
    path("classes/<int:year>/<str:code>/", views.edit, name="edit"),
    path("classes/<int:year>/<str:code>/reopen/", views.reopen, name="reopen"),
    path("confirm/", views.confirm, name="confirm"),
    path("confirm/effect/", views.effect, name="effect"),
    path("rectification/", views.rectification, name="rectification"),
    path("of/<str:code>/", views.of_organisation, name="of_organisation"),
]
