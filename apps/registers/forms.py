"""What people enter into a register: fields as its lines and its model say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.forms import DayField, DayInput, ServiceForm
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.organisations.models import Organisation
from apps.registers.lines import form_field, is_organisation, organisation_field
from apps.registers.models import Record
from apps.registers.register import RecordRegister
from apps.registers.steps import Entered, Step


class ReasonForm(ServiceForm):
    """A form that asks for a reason where a month is closed."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def ask_why(self) -> bool:
        """Whether a reason is given; if not, the form says that one is needed."""
        if not (given := bool(self.cleaned_data["reason"])):
            self.add_error("reason", gettext("Enter why it is changed after the month was approved."))
        return given


class RecordForm(ReasonForm):
    """A record of `register` as `user` enters it; `record` is the one that is changed.

    What only those enter who decide is shown to whoever `decides`.
    """

    def __init__(
        self,
        *args: Any,
        register: RecordRegister,
        user: User,
        record: Record | None,
        decides: bool,
        **kwargs: Any,
    ) -> None:
        self.register = register
        own = fields_of(register, record, user, decides=decides)
        # A VersionedForm reads the values of its fields while it is made: they must be there before.
        self.base_fields = {**self.base_fields, **own}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.order_fields([*own, "reason"])

    @property
    def details(self) -> dict[str, Any]:
        """What was entered, by field of the model."""
        names = {line.name for line in self.register.all_lines}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


def fields_of(register: RecordRegister, record: Record | None, user: User, *, decides: bool) -> dict[str, forms.Field]:
    """The fields of a form, by name."""
    hidden = frozenset[str]() if decides else register.decided
    found: dict[str, forms.Field] = {}
    for line in register.form_lines(record):
        if line.name not in hidden:
            of = register.model_field(line)
            if is_organisation(of):
                among = Organisation.objects.visible_to(user, register.action_over(line.name))
                found[line.name] = organisation_field(of, register.label_of(line), among)
            else:
                found[line.name] = form_field(line, of)
    return found


class NewRecordForm(OnceForm, RecordForm):
    """A new record."""


class ChangeRecordForm(RecordForm, VersionedForm):
    """A change of a record, whose organisations are at hand."""

    def values_of(self, current: Record) -> dict[str, Any]:
        names = [name for name in self.base_fields if name not in ("version", "shown", "reason")]
        ends = {name: getattr(current, name) for name in self.register.codes if name in names}
        return {**model_to_dict(current, fields=names), **ends}


class WithdrawForm(ServiceForm):
    """Why a record is withdrawn, and what it was when that was decided."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Enter why it is withdrawn.")}
    )


class StepFields(ReasonForm):
    """The day of a step, with what is asked together with it."""

    on = DayField(label=_("Day"), initial=today)

    def __init__(self, *args: Any, register: RecordRegister, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["on"].widget = DayInput({"max": today().isoformat()})
        self.fields["reason"].required = step.needs_reason
        by_name = {line.name: line for line in register.lines}
        for name in step.asks:
            self.fields[name] = form_field(by_name[name], register.model_field(by_name[name]))
        self.order_fields(["on", *step.asks, "reason"])

    def blame(self, error: ValidationError) -> None:
        """The day of the step stands in the field `on`, whatever its own is called."""
        if hasattr(error, "error_dict"):
            error = ValidationError(
                {"on" if name == self.step.on else name: its for name, its in error.error_dict.items()}
            )
        super().blame(error)

    @property
    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.step.asks}


class StepForm(StepFields):
    """A step of one record."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("on", "version", "reason")}


class BatchForm(StepFields):
    """The same step of many records."""

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return on

    @property
    def entered(self) -> Entered:
        """The step as far as it is entered; its day is today until there is another one.

        What is left blank stays as it is in each record.
        """
        if not self.is_bound or "on" not in self.cleaned_data:
            return Entered(self.step, today())
        given = self.cleaned_data
        asked = {name: given[name] for name in self.step.asks if given.get(name) not in (None, "")}
        return Entered(self.step, given["on"], given.get("reason", ""), asked)

    def blame_for(self, errors: Mapping[str, str]) -> None:
        """Say beside its field what is wrong for records with what is asked for all of them."""
        for name, sentence in errors.items():
            if name not in self.errors:
                self.add_error(name, sentence)
