"""Every read about progress."""

from apps.progress.selectors.filers import filings_behind
from apps.progress.selectors.json import progress_as_json
from apps.progress.selectors.standings import Grid, Part, progress_grid, progress_of

__all__ = ["Grid", "Part", "filings_behind", "progress_as_json", "progress_grid", "progress_of"]
