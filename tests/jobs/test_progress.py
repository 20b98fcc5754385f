"""The progress bar of a job."""

from collections.abc import Callable

from django.test import Client

from apps.jobs.models import Job, JobState
from apps.jobs.services import job_claim, job_start
from tests.factories.township import Township

SignIn = Callable[[str], Client]


def started(township: Township) -> Job:
    return job_start(task="tests.work", title="2012 年终报告", arguments={}, by=township.people["staff"])


def test_whoever_asked_sees_the_bar_move_and_then_the_page_anew(township: Township, signed_in: SignIn) -> None:
    browser, job = signed_in("staff"), started(township)
    url = f"/jobs/{job.pk}/progress/"
    waiting = browser.get(url)
    assert "2012 年终报告" in waiting.text
    assert f'hx-get="{url}"' in waiting.text
    run = job_claim(job.pk)
    assert run is not None
    run.progress(1, 3)
    half_way = browser.get(url)
    assert 'aria-valuenow="33"' in half_way.text
    assert "HX-Refresh" not in half_way
    run.finish()
    done = browser.get(url)
    assert done["HX-Refresh"] == "true"
    assert "hx-get" not in done.text


def test_a_failed_job_says_why(township: Township, signed_in: SignIn) -> None:
    job = started(township)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="There is no class for 2012.")
    page = signed_in("staff").get(f"/jobs/{job.pk}/progress/")
    assert "There is no class for 2012." in page.text


def test_nobody_else_sees_a_job(township: Township, signed_in: SignIn) -> None:
    url = f"/jobs/{started(township).pk}/progress/"
    assert {name: signed_in(name).get(url).status_code for name in ("leader", "admin", "secretary01", "staff")} == {
        "leader": 404,
        "admin": 404,
        "secretary01": 404,
        "staff": 200,
    }
    assert Client().get(url)["Location"].startswith("/accounts/login/")
