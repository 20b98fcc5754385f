"""The fields of a register in JSON: those of its lines, organisations by their codes, amounts in hundredths."""

from typing import Any

from rest_framework import serializers

from apps.core.api.fields import StoredSerializer, TextField
from apps.organisations.api import OrganisationCode
from apps.registers.lines import Line
from apps.registers.register import RecordRegister

#: As long as the reasons that records keep.
MAX_REASON = 200


class ReasonSerializer(serializers.Serializer[Any]):
    """Why something is done; needed where a month is closed."""

    reason = TextField(required=False, allow_blank=True, default="", max_length=MAX_REASON)


class WithdrawSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=MAX_REASON)


class StepSerializer(ReasonSerializer):
    """The day of a step; what is asked together with it stands beside, by the names of the record's fields."""

    on = serializers.DateField()


class RecordSerializer(StoredSerializer):
    """What the lines of the register say, with the state of the record and its version."""

    state = serializers.SerializerMethodField(help_text="The last step that was taken; null without one")
    reason = TextField(
        write_only=True, required=False, allow_blank=True, max_length=MAX_REASON, help_text="For a closed month"
    )

    confirmed = serializers.BooleanField(
        write_only=True, default=False, help_text="Write it also where it looks as if it were there already"
    )

    def get_state(self, record: Any) -> str | None:
        state = getattr(record, "state", None)
        return state.code if state else None


def serializer_of(register: RecordRegister) -> type[RecordSerializer]:
    name = register.model.__name__
    ends = {
        end: OrganisationCode(register.action_over(end), required=not register.model._meta.get_field(end).blank)
        for end in register.codes
    }
    added_to = {line.name: _free(register, line) for line in register.all_lines if line.values_named}
    return type(f"{name}Serializer", (RecordSerializer,), {"Meta": _meta_of(register), **added_to, **ends})


def _free(register: RecordRegister, line: Line) -> TextField:
    """A value of a list that people add to: which there are the register itself knows."""
    of = register.model_field(line)
    return TextField(required=not (of.blank or of.has_default()), allow_blank=of.blank, max_length=of.max_length)


def _meta_of(register: RecordRegister) -> type:
    return type(
        "Meta",
        (),
        {
            "model": register.model,
            "fields": ("id", *(line.name for line in register.all_lines), "state", "version", "reason", "confirmed"),
            "read_only_fields": ("id", "version"),
        },
    )
