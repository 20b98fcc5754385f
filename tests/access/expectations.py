"""THE table of what every route answers to every role: one row per route and method.

A new route without a row here fails `test_every_route.py`.  `path` may name what is the visitor's own: ``{code}`` (an
organisation), ``{person}`` (an account there), ``{held}`` (a role of it), ``{association}`` (a mass organisation that
it leads), ``{link}`` (between the two), ``{advice}``, ``{activity}``, ``{record}``,
``{campaign}``, ``{member}``, ``{care}``, ``{inspection}``, ``{warning}``, ``{notice}``, ``{proposal}``,
``{report}``, ``{programme}``, ``{exemption}``, ``{upload}``, ``{job}``; it is then visited a second time with the
neighbour's: nobody may learn that it exists.
"""

from dataclasses import dataclass

from apps.organisations.kinds import Role
from apps.registers.registry import REGISTERS

#: A person with an account and no role.
NOBODY = "nobody"
SIGNED_OUT = "signed out"
#: The answer that leads to the sign-in page and back.
TO_SIGN_IN = "sign in"

Visitor = Role | str

EVERYBODY: frozenset[Visitor] = frozenset({*Role, NOBODY})
VILLAGE = frozenset({Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK})
DOMAIN = VILLAGE | {Role.STAFF, Role.LEADER}
READERS = DOMAIN | {Role.MASS_OFFICER, Role.VIEWER}
INSIDERS = DOMAIN | {Role.MASS_OFFICER}
RECORDERS = INSIDERS - {Role.LEADER}
STAFF = frozenset({Role.STAFF})
MANAGERS = frozenset({Role.ADMINISTRATOR, Role.STAFF})
TOWNSHIP = frozenset({Role.STAFF, Role.LEADER})
REPORT_READERS = TOWNSHIP | {Role.VIEWER}

#: Who reads a mass organisation: the Party organisation that leads it too.
ADVICE_READERS = INSIDERS - {Role.VILLAGE_CONTACT}
OFFICER = frozenset({Role.MASS_OFFICER})
ADVISER = frozenset({Role.SECRETARY})
#: Of the registers that other people read than the rest.
REGISTER_READERS = {"leading": READERS, "advice": ADVICE_READERS}

PERSON = "/accounts/people/{person}/"
FILING = "/filings/{code}/2012/12/"
RECORD = "/registers/commitments/{record}/"
LINK = "/registers/leading/{link}/"
ADVICE = "/registers/advice/{advice}/"
BATCH = "/registers/commitments/batch/?step=published"
GRID = "/registers/checklists/grid/?checklist=five_good&on=2012-12-01&organisation={code}"
CLASS = "/gradings/classes/2012/{code}/"


@dataclass(frozen=True)
class Row:
    """Those in `may` get `ok`, everybody else `rest`; of the neighbour's things `foreign` and `foreign_rest`."""

    route: str
    path: str
    may: frozenset[Visitor]
    ok: int | str = 200
    method: str = "get"
    rest: int | str = 403
    signed_out: int | str = TO_SIGN_IN
    foreign: int = 404
    foreign_rest: int = 403

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def has_object(self) -> bool:
        return "{" in self.path

    def answer(self, visitor: Visitor) -> int | str:
        """What the visitor gets for what is their own."""
        if visitor == SIGNED_OUT:
            return self.signed_out
        return self.ok if visitor in self.may else self.rest

    def answer_abroad(self, visitor: Visitor) -> int | str:
        """What the visitor gets for what is the neighbour's."""
        if visitor == SIGNED_OUT:
            return self.signed_out
        return self.foreign if visitor in self.may else self.foreign_rest


def post(route: str, path: str, may: frozenset[Visitor], ok: int | str = 200, **more: int) -> Row:
    """An empty form sent: 200 shows it again with its errors, 302 leads on; only who may gets as far."""
    return Row(route, path, may, ok, "post", **more)


def api(route: str, path: str, may: frozenset[Visitor]) -> Row:
    return Row(route, path, may, signed_out=403)


PORTAL = [
    Row("portal:home", "/", EVERYBODY),
    Row("portal:help", "/help/", EVERYBODY),
    Row("portal:healthz", "/healthz", EVERYBODY, signed_out=200),
    Row("administration:jobs", "/jobs/", frozenset({Role.ADMINISTRATOR})),
    Row("administration:audit", "/audit/", frozenset({Role.AUDITOR})),
    Row("accounts:login", "/accounts/login/", EVERYBODY, 302, signed_out=200),
    post("accounts:logout", "/accounts/logout/", EVERYBODY, TO_SIGN_IN),
    Row("accounts:language", "/accounts/language/", EVERYBODY, 302, "post", signed_out=302),
    Row("accounts:forgotten", "/accounts/forgotten/", EVERYBODY, signed_out=200),
    Row("accounts:me", "/accounts/me/", EVERYBODY),
    Row("accounts:password", "/accounts/password/", EVERYBODY),
    post("accounts:password", "/accounts/password/", EVERYBODY),
    Row("accounts:code", "/accounts/login/code/", EVERYBODY, TO_SIGN_IN),
    Row("accounts:second_factor", "/accounts/second-factor/", EVERYBODY),
    post("accounts:second_factor", "/accounts/second-factor/", EVERYBODY),
    post("accounts:recovery_codes", "/accounts/second-factor/codes/", EVERYBODY),
    post("accounts:switch_off", "/accounts/second-factor/off/", EVERYBODY),
    Row("accounts:sessions", "/accounts/sessions/", EVERYBODY),
    post("accounts:sessions", "/accounts/sessions/", EVERYBODY, 302),
    post("accounts:end_session", "/accounts/sessions/0123456789abcdef/end/", EVERYBODY, 302),
    Row("accounts:still_here", "/accounts/still-here/", EVERYBODY, 204),
    Row("jobs:progress", "/jobs/{job}/progress/", EVERYBODY),
]

ACCOUNTS = [
    Row("administration:accounts", "/accounts/", MANAGERS),
    Row("administration:accounts", "/accounts/?export=xlsx", MANAGERS),
    Row("administration:account_options", "/accounts/options/", MANAGERS),
    Row("administration:account_new", "/accounts/new/", MANAGERS),
    post("administration:account_new", "/accounts/new/", MANAGERS),
    Row("administration:first_passwords", "/accounts/first-passwords/", MANAGERS),
    post("administration:first_passwords", "/accounts/first-passwords/", MANAGERS),
    Row("administration:account", PERSON, MANAGERS),
    Row("administration:account_edit", PERSON + "edit/", MANAGERS),
    post("administration:account_edit", PERSON + "edit/", MANAGERS),
    post("administration:account_phone", PERSON + "telephone/", MANAGERS),
    Row("administration:account_password", PERSON + "password/", MANAGERS),
    post("administration:account_password", PERSON + "password/", MANAGERS),
    Row("administration:account_second_factor", PERSON + "second-factor/", MANAGERS),
    post("administration:account_second_factor", PERSON + "second-factor/", MANAGERS, 302),
    post("administration:account_unlock", PERSON + "unlock/", MANAGERS, 302),
    Row("administration:account_disable", PERSON + "disable/", MANAGERS),
    post("administration:account_disable", PERSON + "disable/", MANAGERS, 302),
    post("administration:account_enable", PERSON + "enable/", MANAGERS, 302),
    Row("administration:roles", PERSON + "roles/", MANAGERS),
    post("administration:roles", PERSON + "roles/", MANAGERS),
    Row("administration:roles_confirm", PERSON + "roles/confirm/", MANAGERS),
    post("administration:roles_confirm", PERSON + "roles/confirm/", MANAGERS),
    Row("administration:role_end", PERSON + "roles/{held}/end/", MANAGERS),
    post("administration:role_end", PERSON + "roles/{held}/end/", MANAGERS),
    Row("administration:stand_in", PERSON + "roles/{held}/stand-in/", MANAGERS),
    post("administration:stand_in", PERSON + "roles/{held}/stand-in/", MANAGERS),
    Row("administration:handover", PERSON + "handover/", MANAGERS),
    post("administration:handover", PERSON + "handover/", MANAGERS),
    Row("administration:handover_sheet", PERSON + "handover/2012-12-01/", MANAGERS),
]

ORGANISATIONS = [
    Row("organisations:list", "/organisations/", READERS),
    Row("organisations:list", "/organisations/?export=xlsx", READERS),
    Row("organisations:tree", "/organisations/tree/", READERS),
    Row("organisations:options", "/organisations/options/", READERS | {Role.ADMINISTRATOR}),
    Row("organisations:detail", "/organisations/{code}/", READERS),
    Row("organisations:new", "/organisations/new/", STAFF),
    post("organisations:new", "/organisations/new/", STAFF),
    Row("checklists:latest", "/registers/checklists/latest/{code}/", INSIDERS),
    Row("portal:one_page", "/organisations/{code}/one-page/", READERS),
    Row("organisations:edit", "/organisations/{code}/edit/", STAFF),
    post("organisations:edit", "/organisations/{code}/edit/", STAFF),
    Row("organisations:move", "/organisations/{code}/move/", STAFF),
    post("organisations:move", "/organisations/{code}/move/", STAFF),
    Row("reorganisations:reorganise", "/organisations/{code}/reorganise/", STAFF),
    post("reorganisations:reorganise", "/organisations/{code}/reorganise/", STAFF),
    post("organisations:reopen", "/organisations/{code}/reopen/", STAFF, 302),
]

ASSOCIATIONS = [
    Row("associations:list", "/associations/", INSIDERS),
    Row("associations:list", "/associations/?export=xlsx", INSIDERS),
    Row("associations:detail", "/associations/{association}/", INSIDERS),
    # What goes between two organisations: seen from either end.
    Row("registers:list", "/registers/leading/", READERS),
    Row("registers:new", "/registers/leading/new/", STAFF),
    Row("registers:detail", LINK, READERS),
    Row("registers:edit", f"{LINK}change/", STAFF),
    Row("registers:withdraw", f"{LINK}withdraw/", STAFF),
    post("registers:withdraw", f"{LINK}withdraw/", STAFF),
    Row("registers:list", "/registers/advice/", ADVICE_READERS),
    Row("registers:new", "/registers/advice/new/", ADVISER),
    Row("registers:detail", ADVICE, ADVICE_READERS),
    Row("registers:edit", f"{ADVICE}change/", ADVISER),
    post("registers:withdraw", f"{ADVICE}withdraw/", ADVISER),
    Row("registers:step", f"{ADVICE}answered/", OFFICER),
    post("registers:step", f"{ADVICE}answered/", OFFICER),
]

PLANS = [
    Row("plans:list", "/plans/", READERS),
    Row("plans:new", "/plans/new/", STAFF),
    post("plans:new", "/plans/new/", STAFF),
    Row("plans:edit", "/plans/2012/edit/", STAFF),
    post("plans:edit", "/plans/2012/edit/", STAFF),
    post("plans:take_over", "/plans/2013/take-over/", STAFF, 404, rest=403),
    Row("plans:programmes", "/plans/2012/programmes/", STAFF),
    post("plans:programmes", "/plans/2012/programmes/", STAFF),
    Row("plans:programme", "/plans/2012/programmes/{programme}/", STAFF),
    post("plans:programme", "/plans/2012/programmes/{programme}/", STAFF),
    post("plans:programme_move", "/plans/2012/programmes/{programme}/move/", STAFF, 302),
    post("plans:programme_remove", "/plans/2012/programmes/{programme}/remove/", STAFF, 302),
    Row("plans:exemptions", "/plans/2012/exemptions/", STAFF),
    Row("plans:new_exemption", "/plans/2012/exemptions/new/?indicator=F-FLOW", STAFF),
    post("plans:new_exemption", "/plans/2012/exemptions/new/?indicator=F-FLOW", STAFF),
    Row("plans:exemption", "/plans/2012/exemptions/{exemption}/", STAFF),
    post("plans:exemption", "/plans/2012/exemptions/{exemption}/", STAFF),
    post("plans:exemption_remove", "/plans/2012/exemptions/{exemption}/remove/", STAFF, 302),
    Row("plans:targets", "/plans/2012/targets/", STAFF),
    post("plans:targets", "/plans/2012/targets/", STAFF, 302),
    Row("plans:new_indicator", "/plans/2012/indicators/", STAFF),
    post("plans:new_indicator", "/plans/2012/indicators/", STAFF),
    Row("plans:indicator", "/plans/2012/indicators/F-FLOW/edit/", STAFF),
    post("plans:indicator", "/plans/2012/indicators/F-FLOW/edit/", STAFF),
    Row("progress:plan", "/plans/2012/", READERS),
    Row("progress:indicator", "/plans/2012/indicators/F-FLOW/", READERS),
    Row("progress:counts", "/plans/counts/?hosts=V01&type=party_lecture&date=2012-03-20", RECORDERS),
    Row("progress:quotas", "/plans/2012/quotas/honours/", INSIDERS),
]

ACTIVITIES = [
    Row("activities:list", "/activities/", INSIDERS),
    Row("activities:list", "/activities/?export=xlsx", INSIDERS),
    Row("activities:calendar", "/activities/calendar/?year=2012&month=12", INSIDERS),
    Row("frequencies:due", "/activities/due/", INSIDERS),
    Row("frequencies:due", "/activities/due/?export=xlsx", INSIDERS),
    Row("activities:detail", "/activities/{activity}/", INSIDERS),
    Row("activities:new", "/activities/new/", RECORDERS),
    post("activities:new", "/activities/new/", RECORDERS),
    Row("activities:edit", "/activities/{activity}/edit/", RECORDERS),
    post("activities:edit", "/activities/{activity}/edit/", RECORDERS),
    Row("activities:withdraw", "/activities/{activity}/withdraw/", RECORDERS),
    Row("activities:download", "/activities/{activity}/files/{attachment}/", INSIDERS),
    post("activities:add_files", "/activities/{activity}/files/", RECORDERS, 302),
    post("activities:remove_file", "/activities/{activity}/files/{attachment}/remove/", RECORDERS, 302),
    post("activities:withdraw", "/activities/{activity}/withdraw/", RECORDERS),
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

MEMBERS = [
    Row("members:list", "/members/", DOMAIN, 302),
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
    Row("registers:edit", "/registers/care/{care}/change/", frozenset({Role.STAFF, Role.SECRETARY})),
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
    Row("filings:handed_in", "/filings/{code}/handed-in/", INSIDERS),
    Row("filings:review", "/filings/review/", TOWNSHIP),
    post("filings:review", "/filings/review/", TOWNSHIP, 302),
    Row("filings:detail", FILING + "record/", INSIDERS),
    Row("filings:known", FILING + "known/", INSIDERS),
    Row("filings:workbook", FILING + "workbook/", INSIDERS),
    Row("filings:receipt", FILING + "receipt/", INSIDERS, 302),
    Row("filings:edit", FILING, RECORDERS),
    post("filings:edit", FILING, RECORDERS),
    post("filings:autosave", FILING + "draft/", RECORDERS),
    Row("filings:check", FILING + "check/", RECORDERS),
    post("filings:check", FILING + "check/", RECORDERS - {Role.CLERK}, 302),
    post("filings:confirm", FILING + "confirm/", frozenset({Role.SECRETARY, Role.MASS_OFFICER, Role.LEADER}), 302),
    Row("filings:ask", FILING + "ask/", frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})),
    post("filings:ask", FILING + "ask/", frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})),
    Row("filings:return", FILING + "return/", STAFF),
    post("filings:return", FILING + "return/", STAFF),
    Row("filings:extend", FILING + "extend/", STAFF),
    post("filings:extend", FILING + "extend/", STAFF),
    Row("filings:reopen", FILING + "reopen/", STAFF),
    post("filings:reopen", FILING + "reopen/", STAFF),
]

DASHBOARDS = [
    Row("dashboards:dashboard", "/dashboard/", TOWNSHIP | {Role.VILLAGE_CONTACT, Role.VIEWER}),
    Row("dashboards:filings", "/dashboard/filings/", INSIDERS),
]

WARNING = "/warnings/{warning}/"
WARNINGS = [
    Row("warnings:list", "/warnings/", INSIDERS),
    Row("warnings:list", "/warnings/?export=xlsx", INSIDERS),
    Row("warnings:warning", WARNING, INSIDERS),
    post("warnings:confirm", WARNING + "confirm/", TOWNSHIP, 302),
    Row("warnings:answer", WARNING + "answer/", RECORDERS),
    post("warnings:answer", WARNING + "answer/", RECORDERS),
    Row("warnings:lift", WARNING + "lift/", TOWNSHIP),
    post("warnings:lift", WARNING + "lift/", TOWNSHIP),
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
    post("notices:receive", NOTICE + "receive/", OWN, 302),
    post("notices:answer", NOTICE + "answer/", OWN),
]

GRADINGS = [
    Row("gradings:rates", "/gradings/", DOMAIN | {Role.VIEWER}),
    Row("gradings:classes", "/gradings/classes/", DOMAIN),
    Row("gradings:classes", "/gradings/classes/?export=xlsx", DOMAIN),
    Row("gradings:of_organisation", "/gradings/of/{code}/", DOMAIN),
    Row("gradings:edit", CLASS, DOMAIN),
    post("gradings:edit", CLASS, frozenset({Role.STAFF, Role.VILLAGE_CONTACT})),
    Row("gradings:confirm", "/gradings/confirm/", TOWNSHIP),
    post("gradings:confirm", "/gradings/confirm/", TOWNSHIP),
    post("gradings:effect", "/gradings/confirm/effect/", TOWNSHIP),
    post("gradings:reopen", CLASS + "reopen/", TOWNSHIP, 302),
]

REPORTS = [
    Row("reports:list", "/reports/", REPORT_READERS),
    Row("reports:detail", "/reports/{report}/", REPORT_READERS),
    Row("reports:download", "/reports/{report}/download/", REPORT_READERS),
    Row("reports:new", "/reports/new/", STAFF),
    Row("reports:texts", "/reports/texts/{code}/2012/", STAFF),
    post("reports:texts", "/reports/texts/{code}/2012/", STAFF, 302),
    post("reports:new", "/reports/new/", STAFF),
    post("reports:again", "/reports/{report}/again/", STAFF, 302),
    Row("reports:sign", "/reports/{report}/sign/", frozenset({Role.LEADER}), 302),
    post("reports:sign", "/reports/{report}/sign/", frozenset({Role.LEADER}), 302),
]

EXCHANGE = [
    Row("exchange:index", "/exchange/", READERS | {Role.ADMINISTRATOR}),
    Row("exchange:export", "/exchange/organisations/export/", READERS),
    Row("exchange:export", "/exchange/organisations/export/?export=xlsx", READERS),
    Row("exchange:export", "/exchange/classes/export/?export=xlsx", DOMAIN),
    Row("exchange:export", "/exchange/leading/export/?export=xlsx", READERS),
    Row("exchange:import", "/exchange/leading/import/", STAFF),
    Row("exchange:export", "/exchange/accounts/export/?export=xlsx", MANAGERS),
    Row("exchange:template", "/exchange/accounts/template/", MANAGERS),
    Row("exchange:import", "/exchange/accounts/import/", MANAGERS),
    post("exchange:import", "/exchange/accounts/import/", MANAGERS),
    Row("exchange:template", "/exchange/organisations/template/", STAFF),
    Row("exchange:import", "/exchange/organisations/import/", STAFF),
    post("exchange:import", "/exchange/organisations/import/", STAFF),
    Row("exchange:upload", "/exchange/uploads/{upload}/", STAFF, foreign_rest=404),
    post("exchange:upload", "/exchange/uploads/{upload}/", STAFF, 302, foreign_rest=404),
    Row("exchange:month", "/exchange" + FILING, RECORDERS, 302),
    post("exchange:month", "/exchange" + FILING, RECORDERS, 302),
    Row("exchange:annotated", "/exchange/uploads/{upload}/annotated/", STAFF, foreign_rest=404),
]

API = [
    api("api:organisation-list", "/api/v1/organisations/", READERS),
    api("api:organisation-detail", "/api/v1/organisations/{code}/", READERS),
    api("api:rates", "/api/v1/rates/?organisation={code}&year=2012", DOMAIN | {Role.VIEWER}),
    api("api:progress", "/api/v1/progress/?organisation={code}&year=2012", READERS),
    *(
        api(f"api:{it.record_name}-list", f"/api/v1/registers/{it.name}/", REGISTER_READERS.get(it.name, INSIDERS))
        for it in REGISTERS.values()
        if it.exchanged
    ),
    api("api:commitment-detail", "/api/v1/registers/commitments/{record}/", INSIDERS),
    # Of the others nobody has a record.
    *(
        Row(
            f"api:{it.record_name}-detail",
            f"/api/v1/registers/{it.name}/999999/",
            REGISTER_READERS.get(it.name, INSIDERS),
            404,
            signed_out=403,
        )
        for it in REGISTERS.values()
        if it.exchanged and it.name != "commitments"
    ),
    api("schema", "/api/schema/", EVERYBODY),
    api("docs", "/api/docs/", EVERYBODY),
]

TABLE = [
    *PORTAL,
    *ACCOUNTS,
    *ORGANISATIONS,
    *ASSOCIATIONS,
    *PLANS,
    *ACTIVITIES,
    *MEMBERS,
    *PROPOSALS,
    *FILINGS,
    *DASHBOARDS,
    *WARNINGS,
    *NOTICES,
    *GRADINGS,
    *REPORTS,
    *EXCHANGE,
    *API,
]
