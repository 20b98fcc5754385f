"""The pages about classes and rates."""

from apps.gradings.views.classes import classes
from apps.gradings.views.confirming import confirm, effect
from apps.gradings.views.ledger import rectification
from apps.gradings.views.rates import rates
from apps.gradings.views.record import edit, of_organisation, reopen

__all__ = ["classes", "confirm", "edit", "effect", "of_organisation", "rates", "rectification", "reopen"]
