"""Every write about organisations and roles."""

from apps.organisations.services.details import (
    organisation_close,
    organisation_create,
    organisation_end,
    organisation_reopen,
    organisation_update,
)
from apps.organisations.services.handover import Newcomer, roles_hand_over
from apps.organisations.services.imports import organisations_import
from apps.organisations.services.personal_data import personal_data_open
from apps.organisations.services.roles import role_end, role_grant, stand_in_appoint
from apps.organisations.services.second_person import (
    credentials_given,
    may_confirm,
    obstacle_to_confirming,
    roles_confirm,
    waiting_roles,
)
from apps.organisations.services.tree import (
    check_move,
    children_pass_on,
    organisation_move,
    place_new,
    place_organisations,
)

__all__ = [
    "Newcomer",
    "check_move",
    "children_pass_on",
    "credentials_given",
    "may_confirm",
    "obstacle_to_confirming",
    "organisation_close",
    "organisation_create",
    "organisation_end",
    "organisation_move",
    "organisation_reopen",
    "organisation_update",
    "organisations_import",
    "personal_data_open",
    "place_new",
    "place_organisations",
    "role_end",
    "role_grant",
    "roles_confirm",
    "roles_hand_over",
    "stand_in_appoint",
    "waiting_roles",
]
