"""Two people at once: whoever saves second sees both versions, and nothing is lost."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.conf import settings
from django.db import models
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.batches import BATCH
from apps.core.forms import ServiceForm

V = TypeVar("V", bound="Versioned")


class VersionedQuerySet(models.QuerySet[V]):
    """Rows of which every write is a new version, many at once too."""

    def update(self, **changes: Any) -> int:
        """As Django's, with the next version; who did it is unknown unless `changes` names `changed_by`."""
        new = {"version": models.F("version") + 1, "changed_by": None, "changed_at": timezone.now()}
        return super().update(**{**new, **changes})


class Versioned(models.Model):
    """A row that two people may change at once.  `version` rises with every save, from pages and imports alike."""

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("changed by"),
        editable=False,
    )
    changed_at = models.DateTimeField(gettext_lazy("changed at"), null=True, editable=False)

    #: Fields that nobody edits together with others: saved alone, they are no new version.
    beside_versions: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, by: Any = None, **kwargs: Any) -> None:
        """As Django's; a change is the next version, made by `by`."""
        fields = kwargs.get("update_fields")
        if not self._state.adding and not (fields is not None and self.beside_versions.issuperset(fields)):
            self.version += 1
            self.changed_by, self.changed_at = by, timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version", "changed_by", "changed_at"}
        super().save(*args, **kwargs)


def save_many(rows: Collection[models.Model], *, fields: Collection[str], by: Any) -> None:
    """Write these fields of many stored rows of one model, set-based; of `Versioned` ones as the next version, by `by`.

    Lock them before: a row that is gone would come back.
    """
    if not rows:
        return
    model = type(next(iter(rows)))
    for row in rows:
        if isinstance(row, Versioned):
            row.version, row.changed_by, row.changed_at = row.version + 1, by, timezone.now()
    versions = ("version", "changed_by", "changed_at") if issubclass(model, Versioned) else ()
    # One statement for many rows, which is many times faster than `bulk_update` with its cases.
    model._default_manager.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=[*fields, *versions]
    )


class StaleVersion(Exception):
    """Somebody else changed the row after it was shown; `current` is how it stands now, None where it is gone."""

    def __init__(self, current: Versioned | None) -> None:
        super().__init__(str(current))
        self.current = current


def lock_version(rows: "models.QuerySet[V]", pk: Any, version: int | None) -> V:
    """The row as it stands now, locked until the end of the transaction.

    Raises `StaleVersion` where it is not the version that the person saw any more (None: whatever it is).
    """
    current = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if current is None or (version is not None and current.version != version):
        raise StaleVersion(current)
    return current


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it is stored and as the person typed it, both as people read them."""

    label: Any
    stored: str
    typed: str


@dataclass(frozen=True, slots=True)
class BothVersions(Generic[V]):
    """What the second person sees: where the two versions differ, and what was taken over from the other one."""

    current: V | None
    differences: list[Difference] = field(default_factory=list)
    taken_over: list[Difference] = field(default_factory=list)


class VersionedForm(ServiceForm):
    """A form that changes a `Versioned` row; include `components/versions.html` in it.

    It carries the version that the person saw and what its fields showed.  Where somebody else saved meanwhile, nothing
    is written: fields that the person had not touched take the new value, what was typed elsewhere still stands, and
    `stale` holds both versions.  Sent again, it is based on what is stored now.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, current: Versioned | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stale: BothVersions[Any] | None = None
        if current is not None:
            self.initial = {**self.values_of(current), **self.initial, "version": current.version}
            self.initial["shown"] = json.dumps(self._raw(self.initial), ensure_ascii=False)

    def values_of(self, current: Any) -> dict[str, Any]:
        """What the fields show of a row, by name."""
        return model_to_dict(current, fields=[name for name in self.fields if name not in ("version", "shown")])

    def carry_out(self, service: Callable[[], object]) -> bool:
        """Whether the service did its work; if not, the form says why, or shows both versions."""
        try:
            return super().carry_out(service)
        except StaleVersion as stale:
            self.stale = self._both(stale.current)
            return False

    def _both(self, current: Versioned | None) -> BothVersions[Any]:
        if current is None:
            return BothVersions(None)
        stored, shown = self._raw(self.values_of(current)), self._shown()
        typed = {name: _as_text(self[name].value()) for name in stored}
        # A field that came only after the page was opened nobody left blank on purpose.
        untouched = {
            name for name in stored if (shown and name not in shown) or typed[name] == shown.get(name, stored[name])
        }
        differing = [name for name in stored if typed[name] != stored[name]]
        both = BothVersions(
            current,
            [self._difference(name, stored, typed) for name in differing if name not in untouched],
            [self._difference(name, stored, typed) for name in differing if name in untouched],
        )
        self._base_on(current, {name: stored[name] for name in untouched}, stored)
        return both

    def _base_on(self, current: Versioned, taken: Mapping[str, list[str]], stored: Mapping[str, list[str]]) -> None:
        """Let what is sent next be a change of `current`."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        for name, values in taken.items():
            data.setlist(self.add_prefix(name), values)
        data[self.add_prefix("version")] = str(current.version)
        data[self.add_prefix("shown")] = json.dumps(stored, ensure_ascii=False)
        self.data = data

    def _shown(self) -> dict[str, list[str]]:
        """What the fields showed, as the form says; nothing where that was tampered with."""
        try:
            found = json.loads(self.cleaned_data.get("shown") or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _raw(self, values: Mapping[str, Any]) -> dict[str, list[str]]:
        """Values by field as a form would send them."""
        fields = {name: it for name, it in self.fields.items() if name in values and name not in ("version", "shown")}
        return {name: _as_text(self[name].field.prepare_value(values[name])) for name in fields}

    def _difference(self, name: str, stored: Mapping[str, list[str]], typed: Mapping[str, list[str]]) -> Difference:
        words = dict(_choices(self.fields[name]))
        return Difference(
            self[name].label,
            "、".join(words.get(value, value) for value in stored[name] if value),
            "、".join(words.get(value, value) for value in typed[name] if value),
        )


def _as_text(value: Any) -> list[str]:
    """A value as a browser sends it: a list of texts, empty for a blank."""
    if isinstance(value, list | tuple | set | models.QuerySet):
        return [text for it in value for text in _as_text(it)]
    if isinstance(value, models.Model):
        return [str(value.pk)]
    if value is None or value == "" or value is False:
        return []
    return ["on" if value is True else str(value).replace("\r\n", "\n")]


def _choices(form_field: forms.Field) -> Iterator[tuple[str, str]]:
    """What is sent and what people read, of a field with choices or a box to tick."""
    if isinstance(form_field, forms.BooleanField):
        yield "on", _("Yes")
    for value, label in getattr(form_field, "choices", ()):
        group = label if isinstance(label, list | tuple) else [(value, label)]
        yield from ((str(it), str(words)) for it, words in group)
