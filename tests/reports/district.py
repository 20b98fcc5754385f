"""District D01 with a unit of its own and two townships, each organisation with a fate of its own in 2012."""

from datetime import date

from apps.organisations.kinds import Closing, Kind, Role
from tests.factories.township import Township, organisation, person
from tests.reports.facts import graded


def district() -> Township:
    made = Township()
    top = organisation("D01", kind=Kind.COMMITTEE, sector="", name="青河区委")
    made.organisations = {"D01": top, "U01": organisation("U01", top, sector="office", name="区直机关支部")}
    for code, name in (("T01", "清溪镇党委"), ("T02", "青禾镇党委")):
        made.organisations[code] = organisation(code, top, kind=Kind.COMMITTEE, sector="", name=name)
    gone = {"closed": date(2012, 8, 1), "closing": Closing.DISSOLVED, "approval_number": "清委〔2012〕31号"}
    for code, parent, details in (
        ("V01", "T01", {}),
        ("V02", "T01", gone),
        ("V03", "T01", {"kind": Kind.COMMITTEE}),
        ("V03-1", "V03", {}),
        ("X01", "T02", {}),
        ("X02", "T02", {}),
    ):
        made.organisations[code] = organisation(code, made[parent], **details)
    graded(made["U01"], "advanced", "advanced", end_level=3)
    graded(made["V01"], "general", "advanced")
    graded(made["V02"], "general", "advanced")
    graded(made["V03-1"], "advanced", "advanced", end_level=2, confirmed_on=None)
    graded(made["X01"], "general", "general")
    graded(made["X02"], "backward", "general", accepted=True)
    made.people = {"staff": person("staff", Role.STAFF, top), "leader": person("leader", Role.LEADER, top)}
    return made
