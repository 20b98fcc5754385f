from django.urls import path

from apps.associations import views

app_name = "associations"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/advice/", views.advise, name="advise"),
    path("<str:code>/advice/<int:advice_id>/answer/", views.answer, name="answer"),
]
