from django.urls import path

from apps.attendance import views

app_name = "attendance"

urlpatterns = [
    path("<slug:number>/attendance/", views.part, name="part"),
    path("<slug:number>/attendance/tick/", views.tick, name="tick"),
]
