"""Every read about progress."""

from apps.progress.scope import Part, ProgressScope, progress_at, progress_of
from apps.progress.selectors.counting_for import counts_for
from apps.progress.selectors.json import default_day, progress_as_json
from apps.progress.selectors.last_year import last_year_of
from apps.progress.selectors.month import known_in
from apps.progress.selectors.pages import plan_page
from apps.progress.selectors.quotas import quotas_of
from apps.progress.selectors.records import records_behind

__all__ = [
    "Part",
    "ProgressScope",
    "counts_for",
    "default_day",
    "known_in",
    "last_year_of",
    "plan_page",
    "progress_as_json",
    "progress_at",
    "progress_of",
    "quotas_of",
    "records_behind",
]
