"""Every read about classes and rates."""

from apps.gradings.selectors.classes import classes_of, organisations_with_classes, years_with_classes
from apps.gradings.selectors.history import history_of
from apps.gradings.selectors.ledger import backward_of, ledger_of
from apps.gradings.selectors.overview import overview_of
from apps.gradings.selectors.preview import drafted_rate, effect_of_ends, effect_of_starts
from apps.gradings.selectors.rates import (
    rate_as_json,
    rates_as_json,
    rates_of,
    target_text,
)

__all__ = [
    "backward_of",
    "classes_of",
    "drafted_rate",
    "effect_of_ends",
    "effect_of_starts",
    "history_of",
    "ledger_of",
    "organisations_with_classes",
    "overview_of",
    "rate_as_json",
    "rates_as_json",
    "rates_of",
    "target_text",
    "years_with_classes",
]
