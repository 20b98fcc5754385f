from django.urls import URLPattern

app_name = "gradings"

urlpatterns: list[URLPattern] = []
