"""The sheet of temporary passwords: one line a person, to be cut apart and handed over."""

from collections.abc import Iterable, Iterator
from typing import IO

from apps.accounts.models import User
from apps.administration.services.passwords import Issued
from apps.workbooks.columns import Column
from apps.workbooks.watermark import Watermark
from apps.workbooks.writing import write_workbook

COLUMNS = (
    Column("用户名", "username", width=20),
    Column("姓名", "name", width=16),
    Column("角色与组织", "roles", width=48),
    Column("初始密码", "password", width=20),
)


def write_passwords(file: IO[bytes], issued: Iterable[Issued], *, by: User) -> None:
    """Write the sheet, with a watermark; the accounts carry `roles_here` (`reach.with_roles`)."""
    write_workbook(file, "初始密码", COLUMNS, _rows(issued), Watermark.of(by))


def _rows(issued: Iterable[Issued]) -> Iterator[tuple[str, str, str, str]]:
    for it in issued:
        roles = getattr(it.user, "roles_here", ())
        held = "；".join(f"{role.get_role_display()} {role.organisation.name}" for role in roles)
        yield it.user.username, it.user.name, held, it.password
