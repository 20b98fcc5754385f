"""`check --deploy` refuses the demonstration's sign-ins."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from apps.accounts.models import User

pytestmark = pytest.mark.django_db


def deploy() -> None:
    call_command("check", deploy=True, tags=["security"], fail_level="ERROR", stderr=StringIO())


def test_a_portal_with_demonstration_accounts_is_refused() -> None:
    User.objects.create(username="staff", name="staff", is_demonstration=True)
    with pytest.raises(SystemCheckError, match=r"demo\.E001"):
        deploy()


def test_a_portal_without_them_or_with_locked_ones_is_fine() -> None:
    User.objects.create(username="wang", name="王芳")
    User.objects.create(username="staff", name="staff", is_demonstration=True, is_active=False)
    deploy()


@pytest.mark.django_db(transaction=True)
def test_a_portal_without_tables_yet_is_fine() -> None:
    with connection.schema_editor() as editor:
        editor.alter_db_table(User, "accounts_user", "accounts_user_away")
    try:
        deploy()
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(User, "accounts_user_away", "accounts_user")
