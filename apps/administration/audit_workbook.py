"""The audit log as a workbook."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.audit.models import Entry
from apps.audit.naming import action_name
from apps.audit.targets import target_of
from apps.organisations.models import Organisation
from apps.workbooks.columns import CodeColumn, Column, NameColumn

#: The newest ones: a sheet has room for a few more.
MAX_ROWS = 1_000_000

AUDIT_COLUMNS: Sequence[Column] = (
    Column("时间", "at", width=20),
    Column("账号", "username", width=16),
    Column("姓名", "name", width=16),
    Column("行为", "action", width=24),
    CodeColumn("行为代码", "code", width=26),
    Column("对象", "target", width=36),
    CodeColumn("组织编码", "organisation", width=14),
    NameColumn("组织名称", "organisation_name", of="organisation"),
    Column("变化前", "before", width=40),
    Column("变化后", "after", width=40),
    Column("地址", "address", width=18),
    Column("封印", "seal", width=68),
)


def audit_rows(entries: QuerySet[Entry]) -> Iterator[Sequence[Any]]:
    """One row per entry, the newest first, streamed."""
    names = dict(Organisation.objects.values_list("code", "name"))
    for entry in entries[:MAX_ROWS].iterator(chunk_size=2000):
        yield (
            f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
            entry.actor.username if entry.actor else None,
            entry.actor.name if entry.actor else None,
            str(action_name(entry.action)),
            entry.action,
            target_of(entry),
            entry.organisation_code or None,
            names.get(entry.organisation_code),
            _written(entry.before),
            _written(entry.after),
            entry.address or None,
            entry.seal,
        )


def _written(fields: dict[str, Any]) -> str | None:
    """What changed, as one text that a cell can hold."""
    return json.dumps(fields, ensure_ascii=False)[:32_000] if fields else None
