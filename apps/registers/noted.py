"""Registers about single people: the audit log tells who read them, and nobody's name."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.audit.services import Act
from apps.audit.services import record as record_act
from apps.core.restricted import MASKED_OUTSIDE
from apps.registers.register import RecordRegister


class Noted(RecordRegister):
    """Whose every opening is noted; with `list_noted` it is noted, too, that somebody looked through the list."""

    list_noted: ClassVar[bool] = False
    is_private = True
    further_acts: ClassVar[Mapping[str, Promise]] = {"opened": pgettext_lazy("act", "opened")}

    def opened(self, record: Any, by: User) -> None:
        record_act(self.act("opened", record), by=by)

    def looked_through(self, by: User) -> None:
        if self.list_noted:
            record_act(Act(self.may("opened"), str(self.name)), by=by)

    def act(self, what: str, record: Any, **facts: Any) -> Act:
        """The log masks who it is; proposals do not."""
        masks = MASKED_OUTSIDE.get(self.model._meta.label, {})
        said = {
            side: {name: masks[name](str(it)) if name in masks and it else it for name, it in values.items()}
            for side, values in facts.items()
        }
        return super().act(what, record, **said)
