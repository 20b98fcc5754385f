"""Restricted data: THE list of the fields that hold data of a person, and how each looks while it is masked.

What stands here is masked on pages (`{{ account|masked:"phone" }}`), in the audit log and in workbooks.  It is opened
one by one, by whoever may `personal_data.view`, and leaves the portal in clear only with a watermark, for whoever may
`personal_data.export`; the audit log tells of both.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

Mask = Callable[[str], str]


def mask_number(text: str) -> str:
    """A telephone or identity number of which enough stays to recognise it: 138****5678; a short one goes whole."""
    return f"{text[:3]}****{text[-4:]}" if len(text) >= 10 else "****"


def mask_name(text: str) -> str:
    """A name of which the first sign stays: 张**."""
    return f"{text[:1]}**"


def mask_whole(text: str) -> str:
    """Nothing of it stays."""
    del text
    return "****"


#: By the label of the model, then the name of the field.
RESTRICTED: dict[str, dict[str, Mask]] = {
    "accounts.User": {"phone": mask_number},
    "notices.MailAddress": {"email": mask_whole},
}
#: What the page of a person shows to whoever may open it, which the log tells of; files and the log itself mask it.
MASKED_OUTSIDE: dict[str, dict[str, Mask]] = {
    "members.Member": {"name": mask_name, "born": mask_whole, "categories": mask_whole},
    "league.Recommendation": {"name": mask_name},
    "admissions.Admission": {"name": mask_name, "born": mask_whole},
    "cadres.OfficialAppraisal": {"person": mask_name},
    "cadres.DegreeStudy": {"person": mask_name},
}


class NotRestricted(LookupError):
    """A field that does not stand in the list: a slip in the program, never a refusal."""


class Masked(str):
    """A value as it looks masked, which still differs from another that looks the same."""

    raw: object

    def __new__(cls, raw: object, mask: Mask) -> "Masked":
        made = super().__new__(cls, mask(str(raw)))
        made.raw = raw
        return made

    def __eq__(self, other: object) -> bool:
        return self.raw == other.raw if isinstance(other, Masked) else str(self) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return super().__hash__()


def masks_of(model: type[Model]) -> dict[str, Mask]:
    """The restricted fields of a model, each with its mask."""
    return RESTRICTED.get(model._meta.label, {})


def mask_of(label: str) -> Mask:
    """The mask of ``accounts.User.phone``.  Raises `NotRestricted`."""
    model, _dot, field = label.rpartition(".")
    try:
        return {**RESTRICTED.get(model, {}), **MASKED_OUTSIDE.get(model, {})}[field]
    except KeyError:
        raise NotRestricted(label) from None


def masked(value: Any, mask: Mask) -> Any:
    """`value` masked; what is empty stays empty."""
    return Masked(value, mask) if value not in (None, "") else value
