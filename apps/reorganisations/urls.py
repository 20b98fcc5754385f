from django.urls import path

from apps.reorganisations import views

app_name = "reorganisations"

urlpatterns = [path("<str:code>/reorganise/", views.reorganise, name="reorganise")]
