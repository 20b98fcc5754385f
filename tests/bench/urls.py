"""The portal's addresses, and those of the floors that are pages."""

from django.urls import path

from config.urls import urlpatterns as of_the_portal
from tests.bench import floors

urlpatterns = [
    *of_the_portal,
    path("bench/empty/", floors.empty_page),
    path("bench/enter/", floors.enter),
    path("bench/hand-in/", floors.hand_in),
]
