"""Every read about classes and rates."""

from apps.gradings.selectors.rates import (
    graded_in,
    gradings_in,
    rate_as_json,
    rates_as_json,
    rates_of,
    target_text,
)

__all__ = ["graded_in", "gradings_in", "rate_as_json", "rates_as_json", "rates_of", "target_text"]
