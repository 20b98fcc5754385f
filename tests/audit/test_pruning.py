"""Old entries go, and the rest can still be verified."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from pytest_django import Settings

from apps.audit.chaining import entries_chain
from apps.audit.checks import retention_is_lawful
from apps.audit.models import Checkpoint, Entry, Link, Pruning
from apps.audit.pruning import entries_prune
from tests.audit.log import acts, found, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_and_new(guarded: None) -> None:
    acts(3, days_ago=400)
    acts(2, days_ago=100)
    entries_chain()


def test_what_is_older_than_asked_goes_and_the_rest_verifies(old_and_new: None) -> None:
    checkpoint = entries_prune(days=365)
    assert checkpoint is not None
    assert (checkpoint.number, checkpoint.entries) == (3, 3)
    assert list(Link.objects.values_list("number", flat=True)) == [4, 5]
    assert Entry.objects.filter(action="test.done").count() == 2
    assert not Pruning.objects.exists()
    assert Entry.objects.get(action="audit.pruned").after["entries"] == 3
    entries_chain()
    assert found() == []


def test_pruning_again_continues_from_the_checkpoint(old_and_new: None) -> None:
    entries_prune(days=365)
    assert entries_prune(days=365) is None
    acts(1, days_ago=300)
    entries_chain()
    entries_prune(days=184)
    assert found() == []


def test_an_old_entry_stays_while_a_younger_one_stands_before_it(guarded: None) -> None:
    acts(1, days_ago=100)
    entries_chain()
    acts(1, days_ago=400)
    entries_chain()
    assert entries_prune(days=365) is None


def test_a_changed_checkpoint_is_found(old_and_new: None) -> None:
    entries_prune(days=365)
    tamper("UPDATE audit_checkpoint SET entries = 1")
    entries_chain()
    assert found() == [("checkpoint", 3, None)]


def test_a_removed_checkpoint_is_found(old_and_new: None) -> None:
    entries_prune(days=365)
    Checkpoint.objects.all().delete()
    entries_chain()
    assert ("gap", 1, None) in found()


def test_less_than_six_months_is_refused(old_and_new: None, settings: Settings) -> None:
    with pytest.raises(ValidationError):
        entries_prune(days=183)
    with pytest.raises(CommandError):
        call_command("prune_audit", "--days=30")
    settings.AUDIT_RETENTION_DAYS = 30
    assert [error.id for error in retention_is_lawful()] == ["audit.E001"]
    assert Entry.objects.count() == 5


def test_the_command_says_how_many_went(old_and_new: None, settings: Settings) -> None:
    settings.AUDIT_RETENTION_DAYS = 365
    out = StringIO()
    call_command("prune_audit", stdout=out)
    assert "3" in out.getvalue()
