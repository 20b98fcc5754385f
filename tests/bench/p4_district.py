"""P4: a district of many townships, each with a full year, whose own plan is the one to which all of them file."""

from django.core.management import call_command
from django.db import connection

from apps.audit import guards
from apps.core.calendar import ReportingYear
from apps.demo.services import DISTRICT, scale_generate
from apps.organisations.models import Organisation
from apps.plans.opinion import opinion_rows
from apps.plans.services import plan_load_csv

YEAR = ReportingYear(2025)

_FILINGS = "UPDATE filings_filing SET plan_id = %(plan)s WHERE year = %(year)s"
_LINES = """
UPDATE filings_filingline AS line SET indicator_id = its.id
FROM plans_indicator AS before
JOIN plans_programme AS their_programme ON their_programme.id = before.programme_id
JOIN plans_plan AS their_plan ON their_plan.id = their_programme.plan_id AND their_plan.year = %(year)s
JOIN plans_indicator AS its ON its.code = before.code
JOIN plans_programme AS programme ON programme.id = its.programme_id AND programme.plan_id = %(plan)s
WHERE line.indicator_id = before.id AND their_plan.id <> %(plan)s
"""


def write_district(townships: int) -> Organisation:
    """Empty the database and write a district of so many townships into it."""
    guards.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    scale_generate(townships=townships, year=YEAR.year, seed=1)
    return file_to_district()


def file_to_district() -> Organisation:
    """Give the district the opinion as its plan, and make what the townships filed figures of it."""
    district = Organisation.objects.get(code=DISTRICT)
    plan = plan_load_csv(organisation=district, year=YEAR.year, rows=opinion_rows(), title="2012年意见", by=None)
    with connection.cursor() as cursor:
        for statement in (_FILINGS, _LINES):
            cursor.execute(statement, {"plan": plan.pk, "year": YEAR.year})
        cursor.execute("ANALYZE")
    return district
