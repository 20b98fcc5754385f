from django.urls import path

from apps.warnings import views

app_name = "warnings"

urlpatterns = [
    path("", views.warnings, name="list"),
    path("<row:number>/", views.warning, name="warning"),
    path("<row:number>/confirm/", views.confirm, name="confirm"),
    path("<row:number>/unconfirm/", views.unconfirm, name="unconfirm"),
    path("<row:number>/answer/", views.answer, name="answer"),
    path("<row:number>/lift/", views.lift, name="lift"),
    path("<row:number>/restore/", views.restore, name="restore"),
]
