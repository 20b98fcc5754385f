"""What entries are about, for people: the log keeps the names of tables, as commands and addresses have them."""

from collections.abc import Mapping

from django.utils.functional import Promise

from apps.audit.models import Entry

#: What the tables are called, by name.
_TITLES: dict[str, str | Promise] = {}
#: Which word of its object is the name of a table, by what its action begins with.
_PLACES = {"workbook.": 0, "personal_data.exported": 0, "proposal.": 0, "warning.": -2}
#: Where somebody looked through a whole table, its name is all that the entry is about.
_LOOKED_THROUGH = ".opened"
#: There it is an account.
_OF_SOMEBODY = "personal_data.opened"


def register(titles: Mapping[str, str | Promise]) -> None:
    """Make known what tables are called."""
    _TITLES.update(titles)


def target_of(entry: Entry) -> str:
    """The object with the title of the table that it names; as it is where it names none that is known."""
    words = entry.target.split(" ")
    at = next((place for action, place in _PLACES.items() if entry.action.startswith(action)), None)
    if len(words) == 1 and entry.action.endswith(_LOOKED_THROUGH) and entry.action != _OF_SOMEBODY:
        at = 0
    if at is None or len(words) < abs(at):
        return entry.target
    words[at] = str(_TITLES.get(words[at], words[at]))
    return " ".join(words)
