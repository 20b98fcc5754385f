"""PostgreSQL is restarted while programs file figures: nothing that was answered is lost, nothing is half there."""

import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

from apps.organisations.kinds import Role
from tests.backups.portals import Portal, made
from tests.factories.township import township
from tests.filings.cast import OCTOBER, opened, plan_of
from tests.services.conftest import Measured
from tests.services.processes import PostgreSQL, Processes, eventually
from tests.services.test_database_away import database, waits
from tests.tokens.programs import secret_of

__all__ = ["database", "waits"]

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

VILLAGES = {"V01": "secretary01", "V02": "secretary02"}
LINES = ("F-FLOW", "F-STOCK")


@dataclass
class Program:
    """Files one figure after the other, each on both lines of a village's month at once."""

    address: str
    village: str
    secret: str
    answers: Counter[tuple[int, str | None]] = field(default_factory=Counter)
    sent: int = 0
    answered: int = 0
    stopped: bool = False

    def work(self) -> None:
        while not self.stopped:
            version = self._ask("GET")
            if version:
                self.sent += 1
                line = {"numerator": self.sent * 100}
                figures = json.dumps({"lines": [{"indicator": code, **line} for code in LINES]})
                if self._ask("PATCH", figures, {"If-Match": version, "Content-Type": "application/json"}):
                    self.answered = self.sent

    def _ask(self, method: str, body: str | None = None, headers: dict[str, str] | None = None) -> str | None:
        """The version of the month as it is then; None where there was no such answer."""
        line = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        given = {"Authorization": f"Bearer {self.secret}", **(headers or {})}
        line.request(method, f"/api/v1/filings/{self.village}/{OCTOBER.year}/{OCTOBER.month}/", body, given)
        answer = line.getresponse()
        answer.read()
        self.answers[answer.status, answer.headers["Retry-After"]] += 1
        return answer.headers["ETag"] if answer.status == 200 else None


@pytest.fixture
def programs(database: PostgreSQL, processes: Processes, tmp_path: Path) -> list[Program]:
    """Two villages' programs, and a portal on a PostgreSQL of its own that a back-up was restored into."""
    cast = township()
    plan = plan_of(cast["T01"])
    for village in VILLAGES:
        opened(plan, cast[village])
    secrets = {village: secret_of(cast.people[name], Role.SECRETARY) for village, name in VILLAGES.items()}
    made(tmp_path / "b.zip")
    restored = Portal(tmp_path / "restored", database.url).manage("restore", str(tmp_path / "b.zip"))
    assert restored.returncode == 0, restored.stderr
    keys = {"SECRET_KEY": settings.SECRET_KEY, "AUDIT_KEY": settings.AUDIT_KEY}
    address = processes.web(DATABASE_URL=database.url, TOKEN_REQUESTS_A_MINUTE="100000", **keys)
    return [Program(address, village, secret) for village, secret in secrets.items()]


def figures_in(database: PostgreSQL) -> dict[str, set[int]]:
    """What stands on the two lines of each village."""
    with psycopg2.connect(database.url) as own, own.cursor() as cursor:
        cursor.execute(
            "SELECT organisation.code, array_agg(line.numerator) FROM filings_filingline line"
            " JOIN filings_filing filing ON filing.id = line.filing_id"
            " JOIN organisations_organisation organisation ON organisation.id = filing.organisation_id"
            " JOIN plans_indicator indicator ON indicator.id = line.indicator_id"
            " WHERE indicator.code IN %s GROUP BY organisation.code",
            [LINES],
        )
        return {code: set(figures) for code, figures in cursor.fetchall()}


def test_what_was_answered_is_there_whole_and_work_goes_on_by_itself(
    database: PostgreSQL, programs: list[Program], measured: Measured
) -> None:
    threads = [threading.Thread(target=program.work) for program in programs]
    for thread in threads:
        thread.start()
    try:
        assert eventually(lambda: all(program.answered > 5 for program in programs))
        database.stop()
        assert eventually(lambda: all(program.answers[503, "30"] > 0 for program in programs))
        before = [program.answered for program in programs]
        database.start()
        measured(
            "PostgreSQL was restarted: figures are filed again",
            lambda: all(now.answered > then for now, then in zip(programs, before, strict=True)),
        )
    finally:
        for program, thread in zip(programs, threads, strict=True):
            program.stopped = True
            thread.join()
    found = figures_in(database)
    for program in programs:
        assert set(program.answers) == {(200, None), (503, "30")}
        (figure,) = found[program.village]
        assert program.answered * 100 <= figure <= program.sent * 100
