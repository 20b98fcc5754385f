"""Every read about progress."""

from apps.progress.selectors.json import progress_as_json
from apps.progress.selectors.pages import plan_page
from apps.progress.selectors.records import records_behind
from apps.progress.selectors.standings import Grid, Part, progress_grid, progress_in, progress_of

__all__ = [
    "Grid",
    "Part",
    "plan_page",
    "progress_as_json",
    "progress_grid",
    "progress_in",
    "progress_of",
    "records_behind",
]
