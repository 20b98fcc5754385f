"""What open proposals would change of what registers count, by the very conditions that count records."""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Exists,
    Expression,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf
from django.db.models.lookups import Exact

from apps.closing.models import Proposal
from apps.core.statements import marked
from apps.registers.register import RecordRegister


def proposed_facts(
    register: RecordRegister, side: str, conditions: Mapping[str, Q], told: Mapping[str, Any], within: QuerySet[Any]
) -> QuerySet[Any]:
    """What would go (``"old"``) or come (``"new"``): organisation, what is `told` of it, 1 for what holds of it.

    The fields of the facts, as a proposal holds them, stand for those of the record.
    """
    met = {name: marked(it) for name, it in conditions.items()}
    rows = _facts(register, f"proposal__{side}", within).annotate(**told, **met)
    found: QuerySet[Any] = rows.values_list("organisation", *told, *met)
    return found


def _facts(register: RecordRegister, side: str, within: QuerySet[Any]) -> QuerySet[Any]:
    """One row for each proposal that has facts on this side, where these place it."""
    withdrawn = register.model._default_manager.filter(withdrawn_at__isnull=False)
    gone = withdrawn.annotate(key=Cast("pk", CharField())).filter(key=OuterRef("proposal__key"))
    places = Proposal.organisations.through._default_manager.filter(
        ~Exists(gone), organisation__in=within, proposal__kind=register.name, proposal__decided_at__isnull=True
    )
    here = places.annotate(its_code=KeyTextTransform("organisation", side)).filter(organisation__code=F("its_code"))
    fields = (register.model_field(line) for line in register.lines)
    read: QuerySet[Any] = here.annotate(**{of.name: _read(of, side) for of in fields}).order_by()
    return read


def _read(of: Any, side: str) -> Expression:
    """A field of the facts as the column of a record would be."""
    text = NullIf(KeyTextTransform(of.name, side), Value("null", TextField()))
    if isinstance(of, DateField):
        return Cast(text, DateField())
    if isinstance(of, BooleanField):
        return Exact(text, Value("true", TextField()))
    if isinstance(of, IntegerField):
        return Cast(text, IntegerField())
    return Coalesce(text, Value("", TextField()))
