"""Programs that ask with a token."""

from datetime import timedelta
from typing import Any

from django.test import Client

from apps.accounts.models import User
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.tokens.models import AccessToken
from apps.tokens.secret import new_secret
from apps.tokens.services import token_create

LIST = "/api/v1/organisations/"


def held_by(user: User, role: Role) -> RoleAssignment:
    held: RoleAssignment = user.roles.get(role=role)
    return held


def token_of(user: User, role: Role, *, may_write: bool = False, days: int = 30) -> tuple[AccessToken, Client]:
    """A token of `user` as `role`, and a program that has it."""
    secret, last_day = new_secret(), today() + timedelta(days=days)
    held = held_by(user, role)
    made = token_create(user=user, secret=secret, name="报表程序", held=held, may_write=may_write, last_day=last_day)
    return made, program(secret)


def secret_of(user: User, role: Role) -> str:
    """That of a new token of `user` as `role`, which may write."""
    secret, held = new_secret(), held_by(user, role)
    token_create(user=user, secret=secret, name="报表程序", held=held, may_write=True, last_day=today())
    return secret


def program(secret: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {secret}"})


def seen_by(client: Client) -> Any:
    """The codes of the organisations that the program reads, or the status that it gets instead."""
    answer = client.get(LIST)
    return [it["code"] for it in answer.json()["results"]] if answer.status_code == 200 else answer.status_code
