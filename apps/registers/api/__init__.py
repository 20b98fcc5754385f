"""Registers over REST: one resource for each, with the fields of its lines, by the services of its pages."""

from rest_framework.routers import SimpleRouter

from apps.registers.api.serializers import serializer_of
from apps.registers.api.viewsets import CaseViewSet, PrivateViewSet, ReadViewSet, RecordViewSet, filters_of
from apps.registers.cases import CaseRegister
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS


def add_registers(router: SimpleRouter) -> None:
    """A resource for every register: ``/api/v1/registers/honours/``."""
    for register in REGISTERS.values():
        router.register(f"registers/{register.name}", _viewset_of(register), basename=register.record_name)


def _base_of(register: RecordRegister) -> type[ReadViewSet]:
    if register.is_private:
        return PrivateViewSet
    return CaseViewSet if isinstance(register, CaseRegister) else RecordViewSet


def _viewset_of(register: RecordRegister) -> type[ReadViewSet]:
    base = _base_of(register)
    said = {
        "__doc__": base.__doc__,
        "register": register,
        "serializer_class": serializer_of(register),
        "filterset_class": filters_of(register),
        "queryset": register.model._default_manager.none(),
    }
    return type(f"{register.model.__name__}ViewSet", (base,), said)
