"""THE table of what every route answers to every role: one row per route and method.

A new route without a row here fails `test_every_route.py`.  `path` may name what is the visitor's own: ``{code}`` (an
organisation), ``{person}`` (an account there), ``{held}`` (a role of it), ``{association}`` (a mass organisation that
it leads), ``{link}`` (between the two), ``{advice}``, ``{activity}``, ``{record}``,
``{campaign}``, ``{member}``, ``{care}``, ``{inspection}``, ``{warning}``, ``{notice}``, ``{proposal}``,
``{report}``, ``{received}``, ``{partner}``, ``{form}``, ``{line}``,
``{programme}``, ``{indicator}``, ``{exemption}``, ``{upload}``, ``{job}``; it is then visited a second time with the
neighbour's: nobody may learn that it exists.
"""

from tests.access.routes.figures import DASHBOARDS, GRADINGS, PLANS, REPORTS
from tests.access.routes.house import ACCOUNTS, ASSOCIATIONS, EXCHANGE, ORGANISATIONS, PORTAL
from tests.access.routes.interface import API
from tests.access.routes.work import ACTIVITIES, FILINGS, MEMBERS, NOTICES, PROPOSALS, WARNINGS

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
