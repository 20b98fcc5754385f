"""Two people, or two tabs, at one month in the very same moment: one comes second, is told so, and nothing is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.filings.services import ChangedMeanwhile, Seen, filing_submit
from apps.filings.states import Step
from tests.factories.township import township as make_township
from tests.filings.cast import filled, line, opened, plan_of, save

#: What the second is told: the month changed meanwhile, has been submitted, or (SQLite) is being written just now.
TOLD = (ChangedMeanwhile, ValidationError, OperationalError)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do these in threads that begin together; how each of them ended."""
    barrier, ended = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
            ended.append("done")
        except TOLD:
            ended.append("told")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


@pytest.fixture
def filing(transactional_db: None) -> Filing:
    made = make_township()
    draft = filled(opened(plan_of(made["T01"]), made["V01"]), made.people["clerk01"])
    found: Filing = Filing.objects.with_path().select_related("organisation").get(pk=draft.pk)
    return found


def somebody(name: str) -> User:
    return User.objects.get(username=name)


def test_of_two_who_save_one_is_told_and_the_others_figure_stands(filing: Filing) -> None:
    clerk, secretary = somebody("clerk01"), somebody("secretary01")
    ended = at_once(lambda: save(filing, clerk, F_FLOW=700), lambda: save(filing, secretary, F_FLOW=900))
    assert ended == ["done", "told"]
    now = Filing.objects.get(pk=filing.pk)
    assert (now.version, line(now, "F-FLOW").numerator in (700, 900)) == (filing.version + 1, True)
    assert (
        Entry.objects.filter(action="filing.saved", after__has_key="F-FLOW").count() == 2
    )  # the draft, and one of them


def test_a_month_is_handed_in_once_however_many_tabs_tap(filing: Filing) -> None:
    secretary, seen = somebody("secretary01"), Seen(filing.pk, filing.version)
    ended = at_once(*[lambda: filing_submit(seen=seen, by=secretary)] * 3)
    assert ended == ["done", "told", "told"]
    assert filing.steps.filter(step=Step.SUBMITTED).count() == 1


def test_what_is_saved_while_it_is_handed_in_is_in_it_or_told(filing: Filing) -> None:
    clerk, secretary, seen = somebody("clerk01"), somebody("secretary01"), Seen(filing.pk, filing.version)
    ended = at_once(lambda: save(filing, clerk, F_FLOW=700), lambda: filing_submit(seen=seen, by=secretary))
    assert ended == ["done", "told"]
    now = Filing.objects.get(pk=filing.pk)
    assert (now.state, line(now, "F-FLOW").numerator) in {("submitted", 1200), ("draft", 700)}
