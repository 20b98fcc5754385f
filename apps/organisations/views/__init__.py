"""The pages of organisations."""

from apps.organisations.views.changing import edit, move, new, reopen
from apps.organisations.views.reading import detail, list_, options, tree

__all__ = [
    "detail",
    "edit",
    "list_",
    "move",
    "new",
    "options",
    "reopen",
    "tree",
]
