from django.urls import path

from apps.activities import views

app_name = "activities"

urlpatterns = [
    path("", views.activities, name="list"),
    path("new/", views.new, name="new"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/edit/", views.edit, name="edit"),
    path("<slug:number>/withdraw/", views.withdraw, name="withdraw"),
]
