"""The pages of district forms."""

from apps.district_forms.views.keeping import change, new, withdraw
from apps.district_forms.views.mapping import line, new_line, preview, remove_line
from apps.district_forms.views.reading import blank, detail, filled, list_

__all__ = [
    "blank",
    "change",
    "detail",
    "filled",
    "line",
    "list_",
    "new",
    "new_line",
    "preview",
    "remove_line",
    "withdraw",
]
