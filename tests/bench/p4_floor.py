"""The floor of P4: indicators and rates of a district, as somebody who knows the tables would ask for them.

Written by hand for the whole of a district on the last day of its year: who is meant first, in a temporary table with
statistics; then a statement for each indicator.  Nothing here knows of proposals, exemptions or parts.
"""

from typing import Any

from django.db import connection, transaction

#: Places of the day that exist, with whom they are; `top` leaves out those below another of the same field.
_PLACES = """
CREATE TEMPORARY TABLE meant ON COMMIT DROP AS
WITH there AS (
    SELECT p.organisation_id, p.path, o.kind, o.sector, o.graded,
           o.kind IN ('branch', 'general_branch', 'joint_branch', 'group', 'committee') AS party
    FROM organisations_placement p JOIN organisations_organisation o ON o.id = p.organisation_id
    WHERE p.path LIKE %(below)s AND p.start <= %(day)s AND (p."end" IS NULL OR p."end" > %(day)s)
      AND (o.opened IS NULL OR o.opened <= %(day)s) AND (o.closed IS NULL OR o.closed > %(day)s)
), nested AS (
    SELECT DISTINCT low.organisation_id
    FROM there low CROSS JOIN generate_series(8, 40, 8) AS length
    JOIN there high ON high.path = left(low.path, length) AND length < length(low.path)
    WHERE low.party AND high.party AND high.sector = low.sector AND low.sector IN ('village', 'community')
)
SELECT organisation_id AS id,
       graded AND kind IN ('branch', 'general_branch', 'joint_branch') AS graded,
       party AND sector = 'village' AND organisation_id NOT IN (TABLE nested) AS village,
       party AND sector = 'community' AND organisation_id NOT IN (TABLE nested) AS community,
       organisation_id IN (SELECT organisation_id FROM checklists_listing WHERE withdrawn_at IS NULL
           AND list = 'adopting_unit' AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)) AS adopting,
       organisation_id IN (SELECT organisation_id FROM checklists_listing WHERE withdrawn_at IS NULL
           AND list = 'pilot_branch' AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)) AS pilot
FROM there
"""
_HONOUR = """SELECT organisation_id FROM honours_honour WHERE withdrawn_at IS NULL AND type = '{}'
    AND named_on <= %(day)s AND (expires_on IS NULL OR expires_on > %(day)s)
    AND (revoked_on IS NULL OR revoked_on > %(day)s)"""
_THIS_YEAR = " AND named_on >= %(first)s"
_INSPECTED = """SELECT organisation_id FROM (SELECT DISTINCT ON (organisation_id) organisation_id, outcome
    FROM checklists_inspection WHERE withdrawn_at IS NULL AND checklist = '{}' AND date <= %(day)s
    ORDER BY organisation_id, date DESC) AS latest WHERE outcome = 'met'"""
_VENUE = """SELECT organisation_id FROM venues_venue WHERE withdrawn_at IS NULL AND type IN ('activities', 'centre')
    AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s) AND area >= {}"""
_TRAINED = """(trained_on BETWEEN {since} AND %(day)s OR EXISTS (
    SELECT FROM posts_postattendance a JOIN activities_activity e ON e.id = a.activity_id
    WHERE a.organisation_id = p.organisation_id AND a.post = p.post AND e.withdrawn_at IS NULL
      AND e.type IN ('training', 'rotation_training', 'winter_training', 'congress_training', 'party_spirit_training',
                     'new_members_training')
      AND e.date BETWEEN {since} AND %(day)s AND e.date >= p.start AND (p."end" IS NULL OR e.date < p."end")))"""
_NEW_POST = """SELECT count(*) FILTER (WHERE {}), count(*) FROM posts_appointment p WHERE withdrawn_at IS NULL
    AND post IN ('secretary', 'director', 'clerk') AND start BETWEEN %(first)s AND %(day)s AND way <> 'passed_on'"""
_ON_ROLL = "members_membership m JOIN members_member person ON person.code = m.member_id"
_IS_ON_ROLL = """m.withdrawn_at IS NULL AND m.start <= %(day)s AND (m."end" IS NULL OR m."end" > %(day)s)
    AND person.withdrawn_at IS NULL"""


def _covered(name: str, having: str) -> str:
    return f"SELECT count(*) FILTER (WHERE id IN ({having})), count(*) FROM meant WHERE {name}"


def _having(name: str, having: str) -> str:
    return f"SELECT count(*), NULL FROM meant WHERE {name} AND id IN ({having})"


#: The four regular meetings: a branch owes two in each quarter, and two monthly ones where it has committee or groups.
_MEETINGS = """
WITH branch AS (
    SELECT o.id, opened, closed FROM organisations_organisation o JOIN organisations_placement p
        ON p.organisation_id = o.id AND p.start <= %(day)s AND (p."end" IS NULL OR p."end" > %(day)s)
    WHERE o.kind IN ('branch', 'joint_branch') AND p.path LIKE %(below)s AND (closed IS NULL OR closed > %(first)s)
), party_group AS MATERIALIZED (
    SELECT p.organisation_id, p.parent_id, p.start, least(p."end", o.closed) AS "end"
    FROM organisations_placement p JOIN organisations_organisation o ON o.id = p.organisation_id AND o.kind = 'group'
), host AS (
    SELECT id AS organisation_id, id FROM branch
    UNION ALL
    SELECT organisation_id, parent_id FROM party_group WHERE start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)
), held AS (
    SELECT host.id,
           bit_or(1 << extract(month FROM date)::int) FILTER (WHERE type = 'members_meeting') AS members_meeting,
           bit_or(1 << extract(month FROM date)::int) FILTER (WHERE type = 'party_lecture') AS party_lecture,
           bit_or(1 << extract(month FROM date)::int) FILTER (WHERE type = 'committee_meeting') AS committee_meeting,
           bit_or(1 << extract(month FROM date)::int) FILTER (WHERE type = 'group_meeting') AS group_meeting
    FROM activities_activity e JOIN activities_host h ON h.activity_id = e.id JOIN host USING (organisation_id)
    WHERE e.withdrawn_at IS NULL AND e.date BETWEEN %(first)s AND %(day)s
      AND e.type IN ('members_meeting', 'committee_meeting', 'group_meeting', 'party_lecture')
    GROUP BY host.id
), asked AS (
    SELECT 3 AS length, members_meeting AS held, opened AS since, closed AS until FROM branch LEFT JOIN held USING (id)
    UNION ALL
    SELECT 3, party_lecture, opened, closed FROM branch LEFT JOIN held USING (id)
    UNION ALL
    SELECT 1, committee_meeting, greatest(opened, l.start), least(closed, l."end")
    FROM branch LEFT JOIN held USING (id) JOIN checklists_listing l ON l.organisation_id = branch.id
    WHERE l.withdrawn_at IS NULL AND l.list = 'with_committee'
    UNION ALL
    SELECT 1, group_meeting, greatest(opened, start), least(closed, "end")
    FROM branch LEFT JOIN held USING (id) JOIN party_group ON party_group.parent_id = branch.id
), period AS (
    SELECT length, first::date, (first + length * interval '1 month' - interval '1 day')::date AS last,
           ((1 << length) - 1) << extract(month FROM first)::int AS months
    FROM (VALUES (1), (3)) AS lengths (length),
         generate_series(%(first)s::timestamp, %(day)s, length * interval '1 month') AS first
)
SELECT count(*) FILTER (WHERE held & months <> 0), count(*)
FROM asked JOIN period USING (length)
WHERE (since IS NULL OR since <= first) AND (until IS NULL OR until > last) AND last <= %(day)s
"""

#: Numerator and denominator of each indicator that is measured, in its order.
STATEMENTS: dict[str, str] = {
    "OPT-01": """SELECT count(*) FILTER (WHERE coverage IN ('alone', 'joint')
        AND (covered_on IS NULL OR covered_on <= %(day)s)), count(*) FROM two_new_twonewunit WHERE withdrawn_at IS NULL
        AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)""",
    "OPT-05": _covered("adopting", _INSPECTED.format("three_two")),
    "OPT-06": _covered("adopting", _HONOUR.format("three_two_site")),
    "OPT-07": _covered("graded", _INSPECTED.format("disclosure")),
    "OPT-08": _covered("graded", _HONOUR.format("disclosure_site")),
    "PIO-01": _covered(
        "graded",
        """SELECT organisation_id FROM commitments_commitment WHERE withdrawn_at IS NULL
        AND published_on BETWEEN %(first)s AND %(day)s""",
    ),
    "PIO-02": f"""SELECT count(done.member_id), count(*)
        FROM {_ON_ROLL} LEFT JOIN (SELECT DISTINCT member_id FROM members_membercommitment
            WHERE withdrawn_at IS NULL AND NOT exempt AND published_on BETWEEN %(first)s AND %(day)s) AS done
        USING (member_id)
        WHERE {_IS_ON_ROLL} AND m.member_id NOT IN (SELECT member_id FROM members_membercommitment
            WHERE withdrawn_at IS NULL AND exempt AND made_on BETWEEN %(first)s AND %(day)s)""",
    "PIO-03": _having("village", _HONOUR.format("model_village") + _THIS_YEAR),
    "PIO-04": _having("community", _HONOUR.format("model_community") + _THIS_YEAR),
    "PIO-05": f"SELECT count(DISTINCT organisation_id), NULL FROM ({_HONOUR.format('model_unit')}{_THIS_YEAR}) AS its",
    "PIO-06": """SELECT count(DISTINCT extract(month FROM named_on)), NULL FROM honours_honour
        WHERE withdrawn_at IS NULL AND type = 'star_of_month' AND named_on BETWEEN %(first)s AND %(day)s
        AND (expires_on IS NULL OR expires_on > %(day)s) AND (revoked_on IS NULL OR revoked_on > %(day)s)""",
    "PIO-07": f"""SELECT count(*), NULL FROM (SELECT 1 FROM ({_HONOUR.format("commendation")}{_THIS_YEAR}
        AND named_on < make_date(extract(year FROM %(day)s::date)::int, 7, 1)) AS its LIMIT 1) AS one""",
    "QUA-01": _having(
        "(village OR community)",
        f"""SELECT organisation_id FROM posts_appointment p
        WHERE withdrawn_at IS NULL AND post = 'secretary' AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)
        AND {_TRAINED.format(since="%(first)s")}""",
    ),
    "QUA-02": """SELECT count(*), NULL FROM admissions_admission WHERE withdrawn_at IS NULL
        AND approved_on BETWEEN %(first)s AND %(day)s""",
    "QUA-03": """SELECT count(*), NULL FROM admissions_admission a JOIN organisations_organisation o
        ON o.id = a.organisation_id AND o.sector = 'village' WHERE withdrawn_at IS NULL
        AND approved_on BETWEEN %(first)s AND %(day)s""",
    "QUA-04": f"""SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM members_appraisal a
            WHERE a.member_id = m.member_id AND withdrawn_at IS NULL AND date BETWEEN %(first)s AND %(day)s)), count(*)
        FROM {_ON_ROLL} JOIN meant ON meant.id = m.organisation_id WHERE meant.pilot AND {_IS_ON_ROLL}""",
    "QUA-05": _MEETINGS,
    "CAR-01": _having(
        "(village OR community)",
        """SELECT organisation_id FROM contacts_contactpoint
        WHERE withdrawn_at IS NULL AND type = 'leader' AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)""",
    ),
    "CAR-02": """SELECT count(*) FILTER (WHERE c.member_id IN (SELECT member_id FROM members_carerecord
        WHERE withdrawn_at IS NULL AND date BETWEEN %(first)s AND %(day)s)), count(*)
        FROM members_membercategory c JOIN members_member person ON person.code = c.member_id
        WHERE c.withdrawn_at IS NULL AND c.category = 'hardship' AND person.withdrawn_at IS NULL
        AND c.start <= %(day)s AND (c."end" IS NULL OR c."end" > %(day)s)""",
    "CAR-03": """SELECT sum(hours), NULL FROM activities_activity WHERE withdrawn_at IS NULL
        AND type = 'volunteer_service' AND date BETWEEN %(first)s AND %(day)s""",
    "VIT-01": _covered("village", _VENUE.format(10000)),
    "VIT-02": _covered("community", _VENUE.format(15000)),
    "VIT-03": _covered("(village OR community)", _INSPECTED.format("three_haves")),
    "CAD-01": _NEW_POST.format(_TRAINED.format(since="date '1949-10-01'")),
    "CAD-02": _NEW_POST.format("talked_on <= %(day)s"),
    "MAS-01": """SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM organisations_leadinglink l
            JOIN organisations_organisation o ON o.id = l.led_id WHERE l.leader_id = its.organisation_id
            AND l.withdrawn_at IS NULL AND l.start <= %(day)s AND (l."end" IS NULL OR l."end" > %(day)s)
            AND (o.closed IS NULL OR o.closed > %(day)s) AND CASE its.list
                WHEN 'should_have_women' THEN o.kind = 'womens_federation'
                WHEN 'should_have_union' THEN o.kind = 'trade_union'
                ELSE o.kind IN ('league_committee', 'league_general_branch', 'league_branch') END)), count(*)
        FROM checklists_listing its
        WHERE withdrawn_at IS NULL AND start <= %(day)s AND ("end" IS NULL OR "end" > %(day)s)
          AND list IN ('should_have_league', 'should_have_women', 'should_have_union')""",
    "MAS-02": """SELECT count(*), NULL FROM activities_activity WHERE withdrawn_at IS NULL AND type = 'joint_meeting'
        AND date BETWEEN %(first)s AND %(day)s""",
    "MAS-03": """SELECT count(*) FILTER (WHERE settled_on <= %(day)s), count(*) FROM matters_matter
        WHERE withdrawn_at IS NULL AND category = 'practical' AND registered_on BETWEEN %(first)s AND %(day)s""",
}

_FILED = """filings_filingline l JOIN filings_filing f ON f.id = l.filing_id
    JOIN plans_indicator i ON i.id = l.indicator_id JOIN plans_programme p ON p.id = i.programme_id
    WHERE f.plan_id = %(plan)s AND p.plan_id = %(plan)s AND f.state = 'approved' AND l.numerator IS NOT NULL
      AND (i.kind <> 'rate' OR l.denominator IS NOT NULL)"""
#: What was filed, by code, in hundredths: of flows the sum, of stocks that of the last months.
FILED = f"""
SELECT code, sum(numerator)::bigint, sum(denominator)::bigint FROM (
    SELECT i.code, l.numerator, CASE WHEN i.kind = 'rate' THEN l.denominator END AS denominator
    FROM {_FILED} AND i.nature = 'flow'
) AS flow GROUP BY code
UNION ALL
SELECT code, sum(numerator)::bigint, NULL FROM (
    SELECT DISTINCT ON (i.code, f.organisation_id) i.code, l.numerator
    FROM {_FILED} AND i.nature = 'stock' ORDER BY i.code, f.organisation_id, f.month DESC
) AS latest GROUP BY code
"""
#: Counts among them are filed in hundredths, too.
PIECES = ("FIL-02", "FIL-03")

#: Every organisation of the three cohorts with what became of it, in the order of codes.
_GRADED = """
SELECT o.code, g.start_class, CASE
    WHEN o.closed <= %(day)s THEN 'exit'
    WHEN g.confirmed_on <= %(day)s AND g.end_class <> 'ungraded' AND CASE g.start_class
        WHEN 'advanced' THEN g.end_class = 'advanced' AND g.end_level > g.start_level AND g.end_level >= %(level)s
        WHEN 'general' THEN g.end_class = 'advanced'
        ELSE g.end_class IN ('general', 'advanced') AND g.accepted
            AND coalesce(g.accepted_on, g.confirmed_on) <= %(day)s END THEN 'upgraded'
    ELSE 'not' END
FROM gradings_grading g JOIN organisations_organisation o ON o.id = g.organisation_id
WHERE g.year = extract(year FROM %(day)s::date) AND g.start_confirmed
  AND g.start_class IN ('advanced', 'general', 'backward')
  AND (o.opened IS NULL OR o.opened <= %(first)s) AND (o.closed IS NULL OR o.closed > %(first)s)
ORDER BY o.code
"""


def floor(asked: dict[str, Any]) -> tuple[dict[str, tuple[int, int | None]], list[tuple[str, str, str]]]:
    """The indicators by code, and the organisations of the cohorts."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLACES, asked)
        cursor.execute("ANALYZE meant")
        found = {}
        for code, text in STATEMENTS.items():
            cursor.execute(text, asked)
            found[code] = cursor.fetchone()
        cursor.execute(FILED, asked)
        for code, over, under in cursor.fetchall():
            found[code] = (over // 100 if code in PIECES else over, under)
        cursor.execute(_GRADED, asked)
        return found, cursor.fetchall()
