"""The pages below /help/."""

from django.urls import path

from apps.handbook import figures, views

app_name = "handbook"

urlpatterns = [
    path("", views.help_page, name="help"),
    path("books/<slug:name>/", views.book, name="book"),
    path("figures/rates/<slug:code>/", figures.rate, name="rate"),
    path("figures/indicators/<int:year>/<str:code>/", figures.indicator, name="indicator"),
    path("figures/<slug:key>/", figures.rule, name="rule"),
]
