"""The organisations of a township that was written, and how what belongs to it is called."""

from collections.abc import Mapping

from apps.organisations.models import Organisation

#: The township of the plans.
TOWNSHIP = "T01"


class Made(dict[str, Organisation]):
    """Organisations by their codes in the plans.

    In T01 codes and user names are those of the plans; in another township its code stands before them.
    """

    def __init__(self, organisations: Mapping[str, Organisation], township: str = TOWNSHIP) -> None:
        super().__init__(organisations)
        self.township = township

    def own(self, code: str) -> str:
        return own_code(self.township, code)


def own_code(township: str, code: str) -> str:
    if code == TOWNSHIP:
        return township
    return code if township == TOWNSHIP else f"{township}-{code}"
