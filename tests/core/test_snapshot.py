"""One consistent reading of the database, on the engine that the suite runs on."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from apps.core.snapshot import snapshot
from apps.jobs.models import Heartbeat
from apps.jobs.services import job_claim, job_start

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])


def note(name: str) -> None:
    Heartbeat.objects.create(name=name, at=timezone.now())


def noted() -> list[str]:
    return list(Heartbeat.objects.order_by("name").values_list("name", flat=True))


def test_a_snapshot_does_not_see_what_is_committed_meanwhile_and_holds_up_no_writer() -> None:
    note("before")
    with snapshot():
        assert noted() == ["before"]
        note("meanwhile")
        Heartbeat.objects.filter(name="before").delete()
        assert noted() == ["before"]
        assert list(Heartbeat.objects.using("default").values_list("name", flat=True)) == ["meanwhile"]
    assert noted() == ["meanwhile"]


def test_a_write_by_way_of_the_snapshot_is_refused() -> None:
    with pytest.raises(DatabaseError), snapshot():
        Heartbeat.objects.using("snapshot").create(name="no", at=timezone.now())
    assert noted() == []


def test_a_row_read_in_a_snapshot_is_written_through_the_connection_that_writes() -> None:
    note("worker")
    with snapshot():
        row = Heartbeat.objects.get(name="worker")
        row.at = row.at + timedelta(days=1)
        row.save()
        assert Heartbeat.objects.get(name="worker").at < row.at
    assert Heartbeat.objects.get(name="worker").at == row.at


def test_a_job_reports_progress_while_it_reads_a_snapshot() -> None:
    job = job_start(task="tests.work", title="work", arguments={}, by=None)
    run = job_claim(job.pk)
    assert run is not None
    with snapshot():
        assert noted() == []
        run.progress(1, 2)
    job.refresh_from_db()
    assert job.done == 1


def test_inside_a_transaction_the_transaction_is_the_snapshot() -> None:
    with transaction.atomic():
        note("mine")
        with snapshot():
            assert noted() == ["mine"]


def test_a_snapshot_ends_its_transaction_and_the_next_one_reads_anew() -> None:
    for name in ("a", "b"):
        note(name)
        with snapshot():
            assert noted()[-1] == name
        assert not connections["snapshot"].in_atomic_block
