"""Restricted data: every field that holds some is listed, and what is listed is masked."""

import json
import re

import pytest
from django.apps import apps
from django.template import Context, Template

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.core.restricted import RESTRICTED, NotRestricted, mask_number, mask_of

#: Names under which models keep what identifies or reaches a person.
PERSONAL = re.compile(r"phone|mobile|telephone|tel$|email|birth|id_?(card|number)|identity|address$|account_number")
#: What has such a name and is none: network addresses.
NOT_PERSONAL = {"audit.Entry.address", "accounts.Session.address", "webhooks.Hook.address"}


def test_every_field_that_holds_personal_data_by_its_name_is_restricted() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("apps.")]
    named = {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.concrete_fields
        if PERSONAL.search(field.name)
    }
    restricted = {f"{label}.{name}" for label, fields in RESTRICTED.items() for name in fields}
    assert named - NOT_PERSONAL <= restricted


def test_the_list_names_only_fields_that_exist() -> None:
    for label, fields in RESTRICTED.items():
        model = apps.get_model(label)
        assert set(fields) <= {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812345678", "138****5678"), ("0839-5566778", "083****6778"), ("5566778", "****"), ("8", "****")],
)
def test_a_number_keeps_too_little_to_be_called(number: str, shown: str) -> None:
    assert mask_number(number) == shown


def test_a_page_shows_a_restricted_field_masked_and_an_empty_one_empty() -> None:
    page = Template("[{{ account|masked:'phone' }}]")
    assert page.render(Context({"account": User(phone="13812345678")})) == "[138****5678]"
    assert page.render(Context({"account": User()})) == "[]"


def test_a_field_that_is_not_listed_is_a_slip_in_the_program() -> None:
    with pytest.raises(NotRestricted):
        mask_of("accounts.User.name")


def test_the_audit_log_tells_that_a_restricted_field_changed_but_not_its_values() -> None:
    was, became = difference(fields_of(User(phone="13812345678")), fields_of(User(phone="13899995678")))
    assert json.dumps([was, became]) == '[{"phone": "138****5678"}, {"phone": "138****5678"}]'


def test_a_restricted_field_that_stays_is_no_change() -> None:
    assert difference(fields_of(User(phone="13812345678")), fields_of(User(phone="13812345678"))) == ({}, {})
