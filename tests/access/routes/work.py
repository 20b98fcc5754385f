"""Of the year's work: activities, registers, members, filings, warnings, notices."""

from apps.organisations.kinds import Role
from tests.access.rows import (
    BATCH,
    DOMAIN,
    FILING,
    GRID,
    INSIDERS,
    READERS,
    RECORD,
    RECORDERS,
    STAFF,
    TOWNSHIP,
    VILLAGE,
    Row,
    post,
)

ACTIVITIES = [
    Row("activities:list", "/activities/", INSIDERS),
    Row("activities:list", "/activities/?export=xlsx", INSIDERS),
    Row("activities:calendar", "/activities/calendar/?year=2012&month=12", INSIDERS),
    Row("frequencies:due", "/activities/due/", INSIDERS),
    Row("frequencies:due_number", "/activities/due/number/", INSIDERS),
    Row("frequencies:due", "/activities/due/?export=xlsx", INSIDERS),
    Row("activities:detail", "/activities/{activity}/", INSIDERS),
    Row("activities:new", "/activities/new/", RECORDERS),
    post("activities:new", "/activities/new/", RECORDERS),
    Row("activities:edit", "/activities/{activity}/edit/", RECORDERS),
    post("activities:edit", "/activities/{activity}/edit/", RECORDERS),
    Row("activities:withdraw", "/activities/{activity}/withdraw/", RECORDERS),
    Row("activities:series", "/activities/{activity}/series/", RECORDERS),
    post("activities:series", "/activities/{activity}/series/", RECORDERS),
    Row("activities:download", "/activities/{activity}/files/{attachment}/", INSIDERS),
    post("activities:add_files", "/activities/{activity}/files/", RECORDERS, 302),
    post("activities:remove_file", "/activities/{activity}/files/{attachment}/remove/", RECORDERS, 302),
    post("activities:withdraw", "/activities/{activity}/withdraw/", RECORDERS),
    post("activities:restore", "/activities/{activity}/restore/", RECORDERS, 302),
    Row("campaigns:figures", "/registers/campaigns/{campaign}/figures/", INSIDERS),
    Row("registers:index", "/registers/", READERS),
    Row("registers:download", f"{RECORD}files/{{record_file}}/", INSIDERS),
    post("registers:add_files", f"{RECORD}files/", RECORDERS, 302),
    post("registers:remove_file", f"{RECORD}files/{{record_file}}/remove/", RECORDERS, 302),
    Row("posts:seats", "/registers/posts/seats/", INSIDERS),
    Row("posts:seats", "/registers/posts/seats/?export=xlsx", INSIDERS),
    Row("registers:list", "/registers/commitments/", INSIDERS),
    Row("registers:new", "/registers/commitments/new/", RECORDERS),
    post("registers:new", "/registers/commitments/new/", RECORDERS),
    Row("registers:detail", RECORD, INSIDERS),
    Row("registers:edit", f"{RECORD}change/", RECORDERS),
    post("registers:edit", f"{RECORD}change/", RECORDERS),
    Row("registers:withdraw", f"{RECORD}withdraw/", RECORDERS),
    post("registers:withdraw", f"{RECORD}withdraw/", RECORDERS),
    post("registers:restore", f"{RECORD}restore/", RECORDERS, 302),
    Row("registers:step", f"{RECORD}published/", RECORDERS),
    post("registers:step", f"{RECORD}published/", RECORDERS),
    Row("registers:batch", BATCH, RECORDERS),
    post("registers:batch", BATCH, RECORDERS),
    post("registers:batch_preview", "/registers/commitments/batch/preview/?step=published", RECORDERS),
    Row("checklists:grid", GRID, INSIDERS),
    post("checklists:grid", GRID, RECORDERS, 302),
    Row("checklists:new", "/registers/checklists/new/", INSIDERS),
    Row("checklists:change", "/registers/checklists/{inspection}/change/", RECORDERS, 302),
]

#: What is restricted about cadres and members: who must know, and who enters it.
GUARDED = {"reserve", "procedures", "talks", "official-appraisals", "degree-studies"}
OFFICE = frozenset({Role.STAFF, Role.SECRETARY})
ABOUT_MEMBERS = ("appraisals", "member-commitments", "registrations", "trainings", "transfers")

MEMBERS = [
    Row("members:list", "/members/", DOMAIN, 302),
    Row("attendance:part", "/activities/{activity}/attendance/", INSIDERS),
    Row("attendance:tick", "/activities/{activity}/attendance/tick/", VILLAGE | STAFF),
    post("attendance:tick", "/activities/{activity}/attendance/tick/", VILLAGE | STAFF),
    Row("dues:month", "/dues/", DOMAIN),
    Row("dues:month", "/dues/?year=2012&month=3&export=xlsx", DOMAIN),
    Row("members:statistics", "/members/statistics/?by=age&export=xlsx", DOMAIN | {Role.VIEWER}),
    Row("members:statistics", "/members/statistics/", DOMAIN | {Role.VIEWER}),
    Row("members:statistics", "/members/statistics/?export=xlsx", DOMAIN | {Role.VIEWER}),
    Row("members:options", "/members/options/?member=M", DOMAIN),
    Row("members:file", "/members/{member}/file/", DOMAIN),
    Row("members:transfer", "/members/{member}/transfer/", STAFF),
    post("members:transfer", "/members/{member}/transfer/", STAFF),
    Row("registers:list", "/registers/members/", DOMAIN),
    Row("registers:list", "/registers/members/?export=xlsx", DOMAIN),
    Row("registers:detail", "/registers/members/{member}/", DOMAIN),
    Row("registers:edit", "/registers/members/{member}/change/", VILLAGE | STAFF),
    Row("registers:list", "/registers/memberships/", DOMAIN),
    Row("registers:list", "/registers/member-categories/", DOMAIN),
    # Need and help are read by those who must know only.
    Row("registers:list", "/registers/care/", TOWNSHIP | {Role.SECRETARY}),
    Row("registers:list", "/registers/care/?export=xlsx", TOWNSHIP | {Role.SECRETARY}),
    Row("registers:detail", "/registers/care/{care}/", TOWNSHIP | {Role.SECRETARY}),
    Row("registers:edit", "/registers/care/{care}/change/", OFFICE),
    *(Row("registers:list", f"/registers/{name}/", TOWNSHIP | {Role.SECRETARY}) for name in sorted(GUARDED)),
    *(Row("registers:new", f"/registers/{name}/new/", OFFICE) for name in sorted(GUARDED)),
    *(
        Row("registers:list", f"/registers/{name}/?export=xlsx", TOWNSHIP | {Role.SECRETARY})
        for name in sorted(GUARDED)
    ),
    *(Row("registers:list", f"/registers/{name}/", DOMAIN) for name in ABOUT_MEMBERS),
    Row("registers:new", "/registers/training-rules/new/", STAFF),
    Row("registers:list", "/registers/admissions/", DOMAIN),
    Row("registers:new", "/registers/admissions/new/", VILLAGE | STAFF),
    Row("exchange:export", "/exchange/members/export/?export=xlsx", DOMAIN),
    Row("exchange:template", "/exchange/members/template/", VILLAGE | STAFF),
    Row("exchange:import", "/exchange/members/import/", VILLAGE | STAFF),
]

PROPOSALS = [
    Row("closing:list", "/proposals/", INSIDERS),
    Row("closing:proposal", "/proposals/{proposal}/", INSIDERS),
    post("closing:accept", "/proposals/{proposal}/accept/", STAFF, 302),
    post("closing:refuse", "/proposals/{proposal}/refuse/", STAFF),
    post("closing:withdraw", "/proposals/{proposal}/withdraw/", RECORDERS - STAFF, 302),
]

FILINGS = [
    Row("filings:list", "/filings/", INSIDERS),
    Row("filings:burden", "/filings/burden/", STAFF),
    Row("filings:extend_many", "/filings/extend/", STAFF),
    post("filings:extend_many", "/filings/extend/", STAFF),
    Row("filings:workbooks", "/filings/workbooks/", RECORDERS),
    Row("filings:workbook_of_all", "/filings/workbooks/2012/12/", RECORDERS),
    Row("filings:telephone", "/filings/{code}/telephone/", TOWNSHIP | {Role.VILLAGE_CONTACT}),
    Row("filings:handed_in", "/filings/{code}/handed-in/", INSIDERS),
    Row("filings:review", "/filings/review/", TOWNSHIP),
    post("filings:review", "/filings/review/", TOWNSHIP, 302),
    Row("filings:detail", FILING + "record/", INSIDERS),
    Row("filings:object", FILING + "objections/M-ONE/", RECORDERS),
    post("filings:object", FILING + "objections/M-ONE/", RECORDERS),
    Row("filings:answer_objection", FILING + "objections/M-ONE/answer/", STAFF),
    post("filings:answer_objection", FILING + "objections/M-ONE/answer/", STAFF),
    Row("filings:history", FILING + "history/", INSIDERS),
    Row("filings:workbook", FILING + "workbook/", INSIDERS),
    Row("filings:receipt", FILING + "receipt/", INSIDERS, 302),
    Row("filings:edit", FILING, RECORDERS),
    post("filings:edit", FILING, RECORDERS),
    post("filings:nil", FILING + "nil/", RECORDERS, 302),
    post("filings:autosave", FILING + "draft/", RECORDERS),
    Row("filings:check", FILING + "check/", RECORDERS),
    post("filings:check", FILING + "check/", RECORDERS - {Role.CLERK}, 302),
    post("filings:confirm", FILING + "confirm/", frozenset({Role.SECRETARY, Role.MASS_OFFICER, Role.LEADER}), 302),
    post("filings:pass_on", FILING + "pass-on/", frozenset({Role.SECRETARY}), 302),
    Row("filings:ask", FILING + "ask/", frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})),
    post("filings:ask", FILING + "ask/", frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})),
    Row("filings:return", FILING + "return/", STAFF),
    post("filings:return", FILING + "return/", STAFF),
    Row("filings:extend", FILING + "extend/", STAFF),
    post("filings:extend", FILING + "extend/", STAFF),
    Row("filings:reopen", FILING + "reopen/", STAFF),
    post("filings:reopen", FILING + "reopen/", STAFF),
]

WARNING = "/warnings/{warning}/"
WARNINGS = [
    Row("warnings:list", "/warnings/", INSIDERS),
    Row("warnings:list", "/warnings/?export=xlsx", INSIDERS),
    Row("warnings:warning", WARNING, INSIDERS),
    post("warnings:confirm", WARNING + "confirm/", TOWNSHIP, 302),
    post("warnings:unconfirm", WARNING + "unconfirm/", TOWNSHIP, 302),
    Row("warnings:answer", WARNING + "answer/", RECORDERS),
    post("warnings:answer", WARNING + "answer/", RECORDERS),
    Row("warnings:lift", WARNING + "lift/", TOWNSHIP),
    post("warnings:lift", WARNING + "lift/", TOWNSHIP),
    post("warnings:restore", WARNING + "restore/", TOWNSHIP, 302),
]

NOTICE = "/notices/{notice}/"

OWN = frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})

NOTICES = [
    Row("notices:list", "/notices/", INSIDERS),
    Row("notices:new", "/notices/new/", STAFF),
    post("notices:new", "/notices/new/", STAFF),
    Row("notices:mail", "/notices/mail/", INSIDERS),
    post("notices:mail", "/notices/mail/", INSIDERS, 302),
    Row("notices:notice", NOTICE, INSIDERS),
    Row("notices:download", NOTICE + "files/{notice_file}/", INSIDERS),
    post("notices:receive", NOTICE + "receive/", OWN, 302),
    post("notices:unreceive", NOTICE + "unreceive/", OWN, 302),
    post("notices:answer", NOTICE + "answer/", OWN),
]
