"""A job for tests: slow, with progress, and with one audit entry as its outcome."""

import gc
from time import sleep

from django.db import transaction

from apps.audit.services import Act, record
from apps.jobs.services import Run
from apps.jobs.tasks import job_task


@job_task("tests.steps")
def steps(run: Run) -> None:
    """`count` steps of `seconds` each; the entry ``tests.done`` and the end of the job in one transaction."""
    count = run.arguments["count"]
    for step in range(count):
        run.progress(step, count)
        sleep(run.arguments["seconds"])
    with transaction.atomic():
        record(Act("tests.done", target=str(run.job.pk)), by=None)
        run.finish(steps=count, tidy=gc.isenabled())
