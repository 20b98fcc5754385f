from django.urls import path

from apps.organisations import views

app_name = "organisations"

urlpatterns = [
    path("", views.list_, name="list"),
    path("tree/", views.tree, name="tree"),
    path("options/", views.options, name="options"),
    path("new/", views.new, name="new"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/edit/", views.edit, name="edit"),
    path("<str:code>/move/", views.move, name="move"),
    path("<str:code>/reopen/", views.reopen, name="reopen"),
]
