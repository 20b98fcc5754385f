"""What each version of the rules asks of a step, as a table."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.admissions.rules import due, faults, probation_ends, usual_rules
from apps.core.calendar import WorkingDays, months_after

CALENDAR = WorkingDays()


@dataclass
class Facts:
    """A case that has taken the steps that are said; every other one is open."""

    said: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return self.__dict__.get("said", {}).get(name)


def refused(**said: Any) -> set[str]:
    return {name for name, _why in faults(Facts(said), usual_rules, CALENDAR)}


D = date
VOTES = {"entitled": 11, "in_favour": 6}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        # Eighteen years old: in the month of the birthday nobody is refused.
        ({"born": "2002-06", "applied_on": D(2020, 5, 31)}, {"applied_on"}),
        ({"born": "2002-06", "applied_on": D(2020, 6, 1)}, set()),
        # A year as an activist; under the rules of 2014 no public notice.
        ({"activist_on": D(2019, 3, 1), "candidate_on": D(2020, 2, 29)}, {"candidate_on"}),
        ({"activist_on": D(2019, 3, 1), "candidate_on": D(2020, 3, 1)}, set()),
        ({"activist_on": D(2025, 3, 1), "candidate_on": D(2026, 5, 10)}, set()),
        ({"activist_on": D(2025, 3, 1), "candidate_on": D(2026, 5, 11)}, {"candidate_on"}),
        # Five working days: from Monday 1 June to Friday 5 June; from Friday to Thursday.
        ({"activist_on": D(2025, 3, 1), "noticed_on": D(2026, 6, 1), "candidate_on": D(2026, 6, 5)}, {"candidate_on"}),
        ({"activist_on": D(2025, 3, 1), "noticed_on": D(2026, 6, 1), "candidate_on": D(2026, 6, 6)}, set()),
        ({"activist_on": D(2025, 3, 1), "noticed_on": D(2026, 6, 5), "candidate_on": D(2026, 6, 11)}, {"candidate_on"}),
        ({"activist_on": D(2025, 3, 1), "noticed_on": D(2026, 6, 5), "candidate_on": D(2026, 6, 12)}, set()),
        ({"trained_on": D(2020, 6, 1), "training_hours": 23}, {"training_hours"}),
        ({"trained_on": D(2020, 6, 1), "training_hours": 24}, set()),
        # More than half of those entitled, who came or not.
        ({"meeting_on": D(2020, 6, 1)}, {"entitled"}),
        ({"meeting_on": D(2020, 6, 1), "entitled": 10, "in_favour": 5}, {"in_favour"}),
        ({"meeting_on": D(2020, 6, 1), "entitled": 10, "in_favour": 6}, set()),
        ({"meeting_on": D(2020, 6, 1), "entitled": 10, "in_favour": 11}, {"in_favour"}),
        # Approval within six months.
        ({"meeting_on": D(2020, 8, 31), **VOTES, "approved_on": D(2021, 2, 28)}, set()),
        ({"meeting_on": D(2020, 8, 31), **VOTES, "approved_on": D(2021, 3, 1)}, {"approved_on"}),
        # Probation counts from the branch meeting, whenever it was approved.
        (
            {"meeting_on": D(2020, 6, 1), **VOTES, "approved_on": D(2020, 9, 1), "full_meeting_on": D(2021, 5, 31)},
            {"full_meeting_on", "full_entitled"},
        ),
        (
            {
                "meeting_on": D(2020, 6, 1),
                **VOTES,
                "full_meeting_on": D(2021, 6, 1),
                "full_entitled": 3,
                "full_in_favour": 2,
            },
            set(),
        ),
        ({"meeting_on": D(2020, 6, 1), **VOTES, "extended_on": D(2021, 6, 1), "extension": 5}, {"extension"}),
        (
            {
                "meeting_on": D(2020, 6, 1),
                **VOTES,
                "extended_on": D(2021, 6, 1),
                "extension": 6,
                "full_meeting_on": D(2021, 11, 30),
                "full_entitled": 3,
                "full_in_favour": 3,
            },
            {"full_meeting_on"},
        ),
    ],
)
def test_what_is_refused_and_what_is_not(said: dict[str, Any], wrong: set[str]) -> None:
    assert refused(**said) == wrong


@pytest.mark.parametrize(
    ("step", "said", "last"),
    [
        ("talked", {"applied_on": D(2026, 1, 31)}, D(2026, 2, 28)),
        ("checked", {"mentored_on": D(2026, 1, 5)}, D(2026, 7, 5)),
        ("checked", {"mentored_on": D(2026, 1, 5), "checked_on": D(2026, 6, 1)}, D(2026, 12, 1)),
        ("meeting", {"prereviewed_on": D(2026, 1, 5)}, D(2026, 2, 5)),
        ("approved", {"meeting_on": D(2026, 1, 5)}, D(2026, 4, 5)),
        ("oath", {"approved_on": D(2026, 1, 5)}, D(2026, 2, 5)),
        ("full_meeting", {"meeting_on": D(2026, 1, 5), "approved_on": D(2026, 4, 1)}, D(2027, 1, 5)),
        ("full_meeting", {"meeting_on": D(2026, 1, 5), "extension": 6}, D(2027, 7, 5)),
        ("full_approved", {"full_meeting_on": D(2026, 1, 5)}, D(2026, 4, 5)),
        ("candidate", {"activist_on": D(2026, 1, 5)}, None),
        ("oath", {}, None),
    ],
)
def test_until_when_a_step_is_in_time(step: str, said: dict[str, Any], last: date | None) -> None:
    assert due(step, Facts(said), usual_rules(D(2026, 6, 1)), usual_rules) == last


@given(
    st.integers(1, 500),
    st.integers(0, 500),
)
def test_a_vote_passes_exactly_with_more_than_half_of_those_entitled(entitled: int, in_favour: int) -> None:
    passes = refused(meeting_on=D(2020, 6, 1), entitled=entitled, in_favour=in_favour) == set()
    assert passes == (entitled / 2 < in_favour <= entitled)


@given(st.dates(D(2000, 1, 1), D(2090, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, more: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert later <= months_after(day, months + more)


@given(st.dates(D(2000, 1, 1), D(2090, 1, 1)), st.integers(0, 300))
def test_a_late_approval_neither_shortens_nor_lengthens_probation(meeting: date, wait: int) -> None:
    known = Facts({"meeting_on": meeting, "approved_on": meeting + timedelta(days=wait)})
    assert probation_ends(known, usual_rules) == months_after(meeting, 12)
