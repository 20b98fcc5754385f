from django.urls import path

from apps.tokens import views

app_name = "tokens"

urlpatterns = [
    path("", views.tokens, name="list"),
    path("new/", views.new, name="new"),
    path("<int:number>/revoke/", views.revoke, name="revoke"),
]
