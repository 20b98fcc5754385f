"""Each app says what its codes and keys in the audit log mean."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.audit import naming
from apps.audit.naming import AlreadyRegistered, Group, action_name, field_name, groups, register
from apps.organisations.models import Organisation

HONOURS = Group(
    "medal",
    _("Accounts and sign-in"),
    {"medal.given": _("device"), "medals.imported": _("Reason")},
    model=Organisation,
    facts={"level": _("Year"), "name": _("Year")},
)


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is forgotten behind it."""
    monkeypatch.setattr(naming, "_GROUPS", dict(naming._GROUPS))
    with translation.override("en"):
        yield


def test_a_group_may_be_registered_by_a_call() -> None:
    assert (action_name("medal.given"), field_name("medal.given", "level")) == ("", "level")
    register(HONOURS)
    assert HONOURS in groups()
    assert (action_name("medal.given"), action_name("medals.imported")) == ("device", "Reason")
    assert action_name("medal.forgotten") == ""
    assert {field_name(action, "level") for action in ("medal.given", "medals.imported")} == {"Year"}


def test_a_field_of_the_model_goes_before_a_fact_and_a_common_fact_comes_last() -> None:
    register(HONOURS)
    assert [field_name("medal.given", key) for key in ("name", "reason", "whatever")] == ["name", "Reason", "whatever"]


def test_what_is_proposed_for_dated_facts_has_their_names() -> None:
    register(Group("visit", _("Accounts and sign-in"), {}, facts={"guest": _("device")}, dated="visits"))
    assert field_name("proposal.made", "guest", "visits") == "device"
    assert field_name("proposal.made", "guest", "others") == "guest"
    assert field_name("filing.saved", "guest") == "guest"


@pytest.mark.parametrize(
    "second",
    [
        Group("medal", _("Year"), {}),
        Group("prize", _("Year"), {"medal.lent": _("Year")}),
        Group("activity", _("Year"), {}),
    ],
)
def test_codes_of_one_beginning_are_registered_once(second: Group) -> None:
    register(HONOURS)
    with pytest.raises(AlreadyRegistered):
        register(second)
    assert second not in groups()


def test_the_portal_does_not_start_with_a_code_registered_twice() -> None:
    twice = (
        "import django; from apps.audit.naming import Group, register;"
        "register(Group('activity', 'again', {})); django.setup()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", twice],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "AlreadyRegistered: activity" in ended.stderr
