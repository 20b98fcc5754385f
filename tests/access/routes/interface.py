"""Of the API."""

import re

from apps.organisations.kinds import Role
from apps.registers.cases import CaseRegister
from apps.registers.registry import REGISTERS
from tests.access.rows import (
    DOMAIN,
    EVERYBODY,
    INSIDERS,
    OFFICER,
    READERS,
    RECORDERS,
    REGISTER_READERS,
    REPORT_READERS,
    STAFF,
    TOWNSHIP,
    Row,
    Visitor,
    api,
)

REST_READERS = {**REGISTER_READERS, "talks": TOWNSHIP | {Role.SECRETARY}, "dues": DOMAIN}
PRIVATE = [it for it in REGISTERS.values() if it.is_private]
MONTH = "/api/v1/filings/{code}/2012/12/"
OF_REGISTERS = re.compile(f"api:({'|'.join(it.record_name for it in REGISTERS.values())})-")
#: Who enters rows of some table.
FILLERS = RECORDERS | {Role.ADMINISTRATOR}


def written(route: str, path: str, may: frozenset[Visitor], ok: int, **more: int) -> Row:
    """An act without a body and without a version: as far as who may get."""
    return Row(route, path, may, ok, "post", signed_out=403, **more)


#: Nobody has a record of the number: who may write finds nothing.
NOWHERE = [
    written(
        f"api:{it.record_name}-{act}", f"/api/v1/registers/{it.name}/999999/{path}/", frozenset(it.roles[right]), 404
    )
    for it in REGISTERS.values()
    if not it.is_private
    for act, path, right in (
        ("withdraw", "withdraw", "record"),
        *((("step", f"steps/{it.steps[-1].code}", it.steps[-1].action),) if isinstance(it, CaseRegister) else ()),
    )
]


def kind_of(row: Row) -> str:
    """What the same views answer with forms of the same making: a route, and what every register has over the API."""
    return OF_REGISTERS.sub("api:record-", row.route)


API = [
    api("api:root", "/api/v1/", EVERYBODY),
    api("api:plan-list", "/api/v1/plans/", READERS),
    api("api:target-list", "/api/v1/targets/", READERS),
    api("api:activity-list", "/api/v1/activities/", INSIDERS),
    api("api:class-list", "/api/v1/classes/", DOMAIN),
    api("api:warning-list", "/api/v1/warnings/", INSIDERS),
    api("api:notice-list", "/api/v1/notices/", INSIDERS),
    api("api:report-list", "/api/v1/reports/", REPORT_READERS),
    api("api:job-list", "/api/v1/jobs/", EVERYBODY),
    api("api:filings", "/api/v1/filings/", INSIDERS),
    api("api:month", MONTH, INSIDERS),
    api("api:tables", "/api/v1/tables/", FILLERS),
    written("api:month-submit", f"{MONTH}submit/", RECORDERS - {Role.CLERK}, 428),
    written("api:month-confirm", f"{MONTH}confirm/", OFFICER | {Role.SECRETARY, Role.LEADER}, 428),
    written("api:month-return", f"{MONTH}return/", STAFF, 428),
    written("api:month-approve", f"{MONTH}approve/", STAFF, 428),
    written("api:month-reopen", f"{MONTH}reopen/", STAFF, 428),
    written("api:table", "/api/v1/tables/activities/", RECORDERS, 400),
    *NOWHERE,
    Row("api:plan-detail", "/api/v1/plans/999999/", READERS, 404, signed_out=403),
    Row("api:target-detail", "/api/v1/targets/999999/", READERS, 404, signed_out=403),
    Row("api:activity-detail", "/api/v1/activities/none/", INSIDERS, 404, signed_out=403),
    written("api:activity-withdraw", "/api/v1/activities/none/withdraw/", RECORDERS, 404),
    Row("api:class-detail", "/api/v1/classes/999999/", DOMAIN, 404, signed_out=403),
    Row("api:warning-detail", "/api/v1/warnings/999999/", INSIDERS, 404, signed_out=403),
    written("api:warning-confirm", "/api/v1/warnings/999999/confirm/", TOWNSHIP, 404),
    written("api:warning-answer", "/api/v1/warnings/999999/answer/", RECORDERS, 404),
    written("api:warning-lift", "/api/v1/warnings/999999/lift/", TOWNSHIP, 404),
    Row("api:notice-detail", "/api/v1/notices/999999/", INSIDERS, 404, signed_out=403),
    written("api:notice-receive", "/api/v1/notices/999999/receive/", OFFICER | {Role.SECRETARY, Role.CLERK}, 404),
    written("api:notice-answer", "/api/v1/notices/999999/answer/", OFFICER | {Role.SECRETARY, Role.CLERK}, 404),
    Row("api:report-detail", "/api/v1/reports/999999/", REPORT_READERS, 404, signed_out=403),
    Row("api:report-file", "/api/v1/reports/999999/file/", REPORT_READERS, 404, signed_out=403),
    Row("api:job-detail", "/api/v1/jobs/00000000-0000-0000-0000-000000000000/", EVERYBODY, 404, signed_out=403),
    api("api:organisation-list", "/api/v1/organisations/", READERS),
    api("api:organisation-detail", "/api/v1/organisations/{code}/", READERS),
    api("api:rates", "/api/v1/rates/?organisation={code}&year=2012", DOMAIN | {Role.VIEWER}),
    api("api:progress", "/api/v1/progress/?organisation={code}&year=2012", READERS),
    *(
        api(f"api:{it.record_name}-list", f"/api/v1/registers/{it.name}/", REST_READERS.get(it.name, INSIDERS))
        for it in REGISTERS.values()
        if not it.is_private
    ),
    api("api:commitment-detail", "/api/v1/registers/commitments/{record}/", INSIDERS),
    # Of the others nobody has a record.
    *(
        Row(
            f"api:{it.record_name}-detail",
            f"/api/v1/registers/{it.name}/999999/",
            REST_READERS.get(it.name, INSIDERS),
            404,
            signed_out=403,
        )
        for it in REGISTERS.values()
        if not it.is_private and it.name != "commitments"
    ),
    # What is told of people leaves the portal with whoever may take it out.
    *(api(f"api:{it.record_name}-list", f"/api/v1/registers/{it.name}/", STAFF) for it in PRIVATE),
    *(
        Row(f"api:{it.record_name}-detail", f"/api/v1/registers/{it.name}/999999/", STAFF, 404, signed_out=403)
        for it in PRIVATE
    ),
    api("schema", "/api/schema/", EVERYBODY),
    api("docs", "/api/docs/", EVERYBODY),
]

#: A single record is read and written by the rights that its register declares, of which its list and the first
#: register of each kind have said who has them.
AGAIN = [row for row in API if kind_of(row).startswith("api:record-") and not row.route.endswith("-list")]
AGAIN = [row for row in AGAIN if row is not next(first for first in AGAIN if kind_of(first) == kind_of(row))]
