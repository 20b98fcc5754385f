"""Of plan and figures: plans, dashboards, classes, reports."""

from apps.organisations.kinds import Role
from tests.access.rows import (
    CLASS,
    DOMAIN,
    INSIDERS,
    READERS,
    RECORDERS,
    REPORT_READERS,
    SIGNERS,
    STAFF,
    TOWNSHIP,
    Row,
    post,
)

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
    Row("plans:settings", "/plans/2012/settings/", READERS),
    Row("plans:signing", "/plans/2012/signing/", STAFF),
    post("plans:signing", "/plans/2012/signing/", STAFF),
    post("plans:recall", "/plans/2012/signing/recall/", STAFF, 302),
    Row("plans:letter", "/plans/2012/letter/?organisation={code}", SIGNERS),
    post("plans:letter", "/plans/2012/letter/?organisation={code}", SIGNERS),
    Row("plans:new_indicator", "/plans/2012/indicators/", STAFF),
    post("plans:new_indicator", "/plans/2012/indicators/", STAFF),
    Row("plans:indicator", "/plans/2012/indicators/F-FLOW/edit/", STAFF),
    post("plans:indicator", "/plans/2012/indicators/F-FLOW/edit/", STAFF),
    Row("progress:plan", "/plans/2012/", READERS),
    Row("progress:indicator", "/plans/2012/indicators/F-FLOW/", READERS),
    Row("progress:month", "/plans/2012/months/{code}/12/", INSIDERS),
    Row("progress:evidence", "/plans/2012/evidence/?organisation={code}", READERS),
    Row("progress:counts", "/plans/counts/?hosts=V01&type=party_lecture&date=2012-03-20", RECORDERS),
    Row("progress:quotas", "/plans/2012/quotas/honours/", INSIDERS),
]

DASHBOARDS = [
    Row("dashboards:dashboard", "/dashboard/", TOWNSHIP | {Role.VILLAGE_CONTACT, Role.VIEWER}),
    Row("dashboards:filings", "/dashboard/filings/", INSIDERS),
]

GRADINGS = [
    Row("gradings:rates", "/gradings/", DOMAIN | {Role.VIEWER}),
    Row("gradings:classes", "/gradings/classes/", DOMAIN),
    Row("gradings:classes", "/gradings/classes/?export=xlsx", DOMAIN),
    Row("gradings:rectification", "/gradings/rectification/", DOMAIN),
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
