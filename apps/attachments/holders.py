"""What keeps files, as the app of a record describes it."""

from dataclasses import dataclass
from typing import Any

from apps.attachments.models import Attachment, AttachmentQuerySet
from apps.closing.standing import Place


@dataclass(frozen=True, slots=True)
class Holder:
    """A record that keeps files: its kind, how the audit log names it, where it is dated, and its page."""

    kind: str
    record: Any
    subject: str
    organisation_code: str
    places: frozenset[Place]
    address: str

    @property
    def files(self) -> AttachmentQuerySet:
        """Those that nobody has taken away, with who added them."""
        return Attachment.objects.of(self.kind, self.record.pk).present().select_related("added_by")

    def lock(self) -> None:
        """Of two people who add at once the second counts the files of the first."""
        type(self.record)._default_manager.select_for_update().get(pk=self.record.pk)
