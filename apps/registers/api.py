"""Registers over REST: read-only, one resource for each, with the fields of its lines, in the scope of the person."""

from typing import Any

from django.db.models import Model
from django_filters.rest_framework import CharFilter, FilterSet
from rest_framework import serializers
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.organisations.access import require, user_of
from apps.organisations.recorded import RecordQuerySet
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS


class RecordSerializer(serializers.ModelSerializer[Any]):
    """What the lines of the register say, organisations by their codes."""


class RecordViewSet(ReadOnlyModelViewSet[Any]):
    """The records of a register that count and that the person may see."""

    register: RecordRegister
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> RecordQuerySet:
        user = user_of(self.request)
        require(user, self.register.may("view"))
        return self.register.visible_to(user).counted()


def add_registers(router: SimpleRouter) -> None:
    """A resource for every register: ``/api/v1/registers/honours/``."""
    for register in (it for it in REGISTERS.values() if it.exchanged):
        router.register(f"registers/{register.name}", _viewset_of(register), basename=register.record_name)


def _viewset_of(register: RecordRegister) -> type[RecordViewSet]:
    name = register.model.__name__
    ends = {end: serializers.CharField(source=f"{end}.code", read_only=True) for end in register.codes}
    serializer = type(f"{name}Serializer", (RecordSerializer,), {"Meta": _meta_of(register), **ends})
    said = {
        "__doc__": RecordViewSet.__doc__,
        "register": register,
        "serializer_class": serializer,
        "filterset_class": _filters_of(register),
        "queryset": register.model._default_manager.none(),
    }
    return type(f"{name}ViewSet", (RecordViewSet,), said)


def _filters_of(register: RecordRegister) -> type[FilterSet]:
    """Of a line whose values people add to, every value is taken."""
    filtered = [line for line in register.lines if line.filtered]
    open_ended = {line.name: CharFilter() for line in filtered if line.values_named}
    meta = type("Meta", (), {"model": register.model, "fields": [line.name for line in filtered]})
    return type(f"{register.model.__name__}Filters", (FilterSet,), {**open_ended, "Meta": meta})


def _meta_of(register: RecordRegister) -> type:
    class Meta:
        model: type[Model] = register.model
        fields = ("id", *(line.name for line in register.all_lines))

    return Meta
