"""One back-up a day, tried out; which stay; and who hears of it when there is none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from apps.backups.folder import backup_folder, kept, moments, name_for, rotate
from apps.backups.scheduled import backup_request
from apps.backups.tasks import due
from apps.jobs.models import Job, JobState
from tests.core.test_unavailable import full_disk
from tests.factories.township import Township

SignIn = Callable[[str], Client]
#: Half past ten in the morning there.
NOW = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)


def there_is(*found: datetime) -> None:
    backup_folder().mkdir(parents=True, exist_ok=True)
    for moment in found:
        (backup_folder() / name_for(moment)).write_bytes(b"")


@time_machine.travel(NOW)
def test_the_job_of_the_day_makes_one_that_was_tried_out_and_removes_what_need_not_stay(
    township: Township, work_off_jobs: Callable[[], None]
) -> None:
    there_is(*(NOW - timedelta(days=400, hours=hour) for hour in range(3)))
    (backup_folder() / "own.zip").write_bytes(b"of somebody")
    due()
    work_off_jobs()
    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.SUCCEEDED, "")
    assert job.result["rows"] > 100
    latest = moments()[0]
    assert job.result["file"] == name_for(latest)
    assert len(moments()) == 2
    assert {path.name for path in backup_folder().iterdir()} == {*map(name_for, moments()), "own.zip"}
    due()
    assert Job.objects.count() == 1


def test_two_who_ask_at_once_get_one_job_and_the_next_day_another(township: Township) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        first, second = backup_request(), backup_request()
        assert first is not None
        assert first == second
        clock.move_to(NOW + timedelta(hours=15))  # half past one at night
        assert backup_request() == first
        clock.move_to(NOW + timedelta(hours=16))
        assert backup_request() != first


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (NOW - timedelta(hours=8), False),  # half past two at night
        (NOW - timedelta(hours=9), True),
        (NOW + timedelta(days=3), True),  # before the clock was set back
    ],
)
def test_it_is_due_where_none_was_made_since_two_at_night(db: None, made: datetime, wanted: bool) -> None:
    there_is(made)
    with time_machine.travel(NOW, tick=False):
        assert (backup_request() is not None) is wanted


def test_where_the_disk_is_full_the_job_says_so_and_the_others_stay(
    township: Township, work_off_jobs: Callable[[], None]
) -> None:
    former = [NOW - timedelta(days=days) for days in (300, 301, 302)]
    there_is(*former)
    due()
    with full_disk():
        work_off_jobs()
    job = Job.objects.get()
    assert (job.state, "备份无法写入" in job.error) == (JobState.FAILED, True)
    assert moments() == former
    assert len(list(backup_folder().iterdir())) == 3


def test_the_latest_of_so_many_days_weeks_and_months_stays() -> None:
    every_day = [NOW - timedelta(days=days) for days in range(400)]
    stay = sorted(kept(every_day, 7, 5, 12), reverse=True)
    days = [(NOW - moment).days for moment in stay]
    assert days[:8] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert days[8:] == [14, 21, 28, 29, 60, 90, 121, 152, 182, 213, 243, 274, 302, 333]
    assert kept([NOW, NOW - timedelta(hours=1)], 1, 0, 0) == {NOW}
    assert kept(stay, 7, 5, 12) == set(stay)


def test_what_a_killed_process_left_is_swept_away_once_it_is_old(settings: Settings) -> None:
    there_is(NOW)
    for name in (".scratch-old", ".scratch-new"):
        (backup_folder() / name).mkdir()
    part = backup_folder() / f"{name_for(NOW)}.1.part"
    part.write_bytes(b"")
    rotate()
    assert len(list(backup_folder().iterdir())) == 4
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        rotate()
    assert [path.name for path in backup_folder().iterdir()] == [name_for(NOW)]


def test_the_health_page_says_how_old_the_last_one_is_and_stays_well(db: None, client: Client) -> None:
    assert client.get("/healthz").json()["backup_age_hours"] is None
    there_is(timezone.now() - timedelta(hours=75, minutes=10))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["backup_age_hours"]) == (200, 75)
    there_is(timezone.now() + timedelta(days=9))  # before the clock was set back
    assert client.get("/healthz").json()["backup_age_hours"] == 75


def test_the_administrator_is_warned_where_there_is_none_of_the_last_two_days(
    township: Township, signed_in: SignIn
) -> None:
    browser = signed_in("admin")
    assert "尚无备份" in browser.get("/").text
    old = timezone.now() - timedelta(days=2, hours=1)
    there_is(old)
    assert f"最近一次有效备份是 {timezone.localtime(old):%Y-%m-%d %H:%M}，距今已超过两天" in browser.get("/").text
    there_is(timezone.now())
    page = browser.get("/").text
    assert "最近一次有效备份" in page
    assert "超过两天" not in page
    assert "备份" not in signed_in("staff").get("/").text


def test_what_was_not_tried_out_does_not_come_into_the_folder(db: None) -> None:
    with pytest.raises(CommandError, match="FILE"):
        call_command("backup", "--untried")
    assert moments() == []
