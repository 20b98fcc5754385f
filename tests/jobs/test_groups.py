"""A job of many parts: `job_start_group` and what its parts do to it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.jobs.models import Job, JobState
from apps.jobs.services import LeaseLost, Run, job_cancel, job_claim, job_start_group, jobs_sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> tuple[Job, list[Job]]:
    with django_capture_on_commit_callbacks(execute=True):
        return job_start_group(
            task="tests.whole", title="whole", arguments={}, part_task="tests.part", parts=[{"n": 1}, {"n": 2}], by=None
        )


def claimed(job: Job) -> Run:
    run = job_claim(job.pk)
    assert run is not None
    return run


def test_all_parts_are_sent_and_the_whole_waits_for_the_last_one(
    group: tuple[Job, list[Job]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    whole, (one, other) = group
    assert Job.objects.filter(parent=whole, sent_at__isnull=False).count() == 2
    for part, percent in ((one, 45), (other, 90)):
        assert job_claim(whole.pk) is None
        with django_capture_on_commit_callbacks(execute=True):
            claimed(part).finish()
        whole.refresh_from_db()
        assert whole.percent == percent
    assert whole.sent_at is not None
    run = claimed(whole)
    run.progress(1, 2)
    whole.refresh_from_db()
    assert whole.percent == 95


def test_a_part_that_fails_ends_as_well(
    group: tuple[Job, list[Job]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    whole, (one, other) = group
    with django_capture_on_commit_callbacks(execute=True):
        claimed(one).finish()
        claimed(other).fail("no")
    assert sorted(claimed(whole).job.children.values_list("state", flat=True)) == ["failed", "succeeded"]


def test_the_message_of_the_whole_is_sent_again_where_it_was_lost(
    group: tuple[Job, list[Job]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    whole, parts = group
    assert jobs_sweep() == 0
    with django_capture_on_commit_callbacks(execute=True):
        for part in parts:
            claimed(part).finish()
    Job.objects.filter(pk=whole.pk).update(sent_at=None)
    assert jobs_sweep() == 1


def test_a_part_that_waits_for_its_turn_is_not_lost(group: tuple[Job, list[Job]]) -> None:
    _whole, (one, other) = group
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.update(sent_at=long_ago)
    claimed(one)
    assert jobs_sweep() == 0
    Job.objects.filter(pk=one.pk).update(lease_until=long_ago)
    assert set(Job.objects.stalled(timezone.now())) == {one, other}


def test_cancelled_nothing_of_it_is_carried_out_and_whoever_is_at_work_loses_it(group: tuple[Job, list[Job]]) -> None:
    whole, (one, other) = group
    at_work = claimed(one)
    job_cancel(job=whole)
    with pytest.raises(LeaseLost):
        at_work.progress(1, 2)
    assert [job_claim(it.pk) for it in (whole, one, other)] == [None, None, None]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.CANCELLED}
    with pytest.raises(ValidationError):
        job_cancel(job=whole)
