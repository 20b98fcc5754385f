"""What the libraries of the API are told: Django REST framework, and drf-spectacular, which writes its schema."""

from typing import Any

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Tongbu API",
    "DESCRIPTION": "What the pages of the portal do, for programs and for exchange with higher systems.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # The schema is tried by the tests: a start in production need not make it.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "apps.core.api.schema.with_problems",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Several registers have a field `type`: each set of choices has its name.
    "ENUM_NAME_OVERRIDES": {
        "ActivityType": "apps.activities.types.ActivityType",
        "EndClass": "apps.gradings.classes.GradingClass",
        "RecognitionLevel": "apps.gradings.classes.RecognitionLevel",
        "FilingState": "apps.filings.states.FilingState",
        "JobState": "apps.jobs.models.JobState",
        "ReportState": "apps.reports.models.ReportState",
        "ContactType": "apps.contacts.models.ContactType",
        "HonourType": "apps.honours.types.HonourType",
        "MemberGrade": "apps.members.models.appraisal.Grade",
        "IncomeType": "apps.funds.models.IncomeType",
        "NeedType": "apps.association_work.models.NeedType",
        "TeamType": "apps.teams.models.TeamType",
        "UnitType": "apps.two_new.models.UnitType",
        "VenueType": "apps.venues.models.VenueType",
    },
}


def rest_framework(requests_a_minute: int) -> dict[str, Any]:
    """Its settings; so often a program may ask with one token."""
    return {
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "apps.tokens.authentication.BearerAuthentication",
            "rest_framework.authentication.SessionAuthentication",
        ],
        "DEFAULT_THROTTLE_CLASSES": ["apps.tokens.throttling.TokenThrottle"],
        "DEFAULT_THROTTLE_RATES": {"token": f"{requests_a_minute}/min"},
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "DEFAULT_PAGINATION_CLASS": "apps.core.api.paging.StablePages",
        "EXCEPTION_HANDLER": "apps.core.api.problems.problem",
        "DEFAULT_FILTER_BACKENDS": [
            "apps.core.api.filters.KnownFilters",
            "apps.core.api.ordering.StableOrdering",
        ],
        # Another ?version= of the schema is none: it would stand in a header as it came.
        "ALLOWED_VERSIONS": ["v1"],
    }
