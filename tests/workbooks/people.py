"""A small register for tests: people by their user name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from apps.accounts.models import User
from apps.workbooks.columns import CodeColumn, Column
from apps.workbooks.register import Changes, Register, Table


class PeopleRegister(Register[User]):
    name = "people"
    title = "People"
    sheet = "人员"
    columns: ClassVar[Sequence[Column]] = (
        CodeColumn("用户名", "username", required=True, is_key=True, longest=20),
        Column("姓名", "name", required=True, longest=20),
    )
    action = "account.view"
    view_action = "account.view"

    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[User]:
        known = {user.username: user for user in User.objects.all()}
        changes: Changes[User] = Changes()
        for row in table.rows:
            user = known.get(row.get("username"))
            if row.get("name") == "张三丰":
                table.refuse(row, "name", "Nobody is called that.")
            if user is None:
                changes.created.append(User(username=row.get("username"), name=row.get("name")))
            elif user.name == row.get("name"):
                changes.unchanged += 1
            else:
                user.name = row.get("name")
                changes.updated.append(user)
        return changes

    def write(self, changes: Changes[User], by: User | None) -> None:
        User.objects.bulk_create(changes.created)
        User.objects.bulk_update(changes.updated, ["name"])

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        return User.objects.order_by("username").values_list("username", "name").iterator()
