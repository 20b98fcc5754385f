from django.urls import path, register_converter
from django.urls.converters import IntConverter

from apps.closing import views

app_name = "closing"


class RowConverter(IntConverter):
    """A number that a row can have; a longer one is no page."""

    regex = "[0-9]{1,18}"


register_converter(RowConverter, "row")

urlpatterns = [
    path("", views.proposals, name="list"),
    path("<row:number>/", views.proposal, name="proposal"),
    path("<row:number>/accept/", views.accept, name="accept"),
    path("<row:number>/refuse/", views.refuse, name="refuse"),
    path("<row:number>/withdraw/", views.withdraw, name="withdraw"),
]
