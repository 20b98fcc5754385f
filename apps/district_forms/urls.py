from django.urls import path

from apps.district_forms import views

app_name = "district_forms"

urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/filled/", views.filled, name="filled"),
    path("<int:pk>/blank/", views.blank, name="blank"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/lines/", views.new_line, name="new_line"),
    path("<int:pk>/lines/preview/", views.preview, name="preview"),
    path("<int:pk>/lines/<int:line>/", views.line, name="line"),
    path("<int:pk>/lines/<int:line>/remove/", views.remove_line, name="remove_line"),
]
