"""Writing the demonstration township into an empty portal, and many of them for measurements."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import Act, record
from apps.core.calendar import ReportingYear
from apps.core.planner import statistics_refresh
from apps.demo.checklists import OWN_CHECKLISTS
from apps.demo.copying import Copies
from apps.demo.district_form import write_district_form
from apps.demo.made import TOWNSHIP
from apps.demo.organisations import Planned
from apps.demo.people import Person
from apps.demo.township import missing_checklists, township_write, write_people
from apps.demo.writing import write_organisations, write_records
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation

DISTRICT = "D01"
#: So many townships are copied by one statement for each table.
AT_ONCE = 20


@transaction.atomic
def demo_load(*, year: int, as_of: date, seed: int) -> list[Person]:
    """Load the demonstration township with what is known of `year` on `as_of`; same arguments, same data.

    Returns the people who can sign in.  Raises `ValidationError` where the portal already holds organisations.
    """
    if Organisation.objects.exists():
        raise ValidationError(_("This portal already holds organisations: the demonstration needs an empty one."))
    cast = township_write(year=year, as_of=as_of, seed=seed)
    write_district_form({it.code: it for it in Organisation.objects.all()})
    after = {"year": year, "as_of": as_of.isoformat(), "seed": seed}
    record(Act("demo.loaded", target=TOWNSHIP, organisation_code=TOWNSHIP, after=after), by=None)
    statistics_refresh()
    return cast


@transaction.atomic
def scale_generate(*, townships: int, year: int, seed: int, done: Callable[[int], None] | None = None) -> int:
    """Put `townships` townships with the whole of `year` below the district D01; the number of organisations made.

    The first is written as the demonstration is, the others are its copies, row by row: S0001 with S0001-V01, …,
    S0002 and so on.  `done` is told how many there are.  Raises `ValidationError` where D01 exists already.
    """
    if Organisation.objects.filter(code=DISTRICT).exists():
        raise ValidationError(_("The district %(code)s exists already.") % {"code": DISTRICT})
    before = Organisation.objects.count()
    district = _write_district(year)
    copies = Copies(code_of(1))
    township_write(year=year, as_of=ReportingYear(year).last_day, seed=seed, township=code_of(1), below=district)
    copies.begin()
    say = done or _quietly
    say(1)
    for first in range(2, townships + 1, AT_ONCE):
        last = min(first + AT_ONCE - 1, townships)
        copies.make([(number - 1, code_of(number)) for number in range(first, last + 1)])
        say(last)
    copies.end()
    statistics_refresh()
    return Organisation.objects.count() - before - 1


def _quietly(_made: int) -> None:
    pass


def code_of(number: int) -> str:
    """The code of the township of that number, from 1 on."""
    return f"S{number:04}"


def _write_district(year: int) -> Organisation:
    """The district with who looks at all of it, and the checklists that its townships share: a name stands once."""
    details = {"name": "中共青河区委员会", "kind": Kind.COMMITTEE, "opened": date(1950, 1, 1)}
    made = write_organisations([Planned(TOWNSHIP, None, details)], DISTRICT)
    cast = [Person("staff", "区委组织部", Role.STAFF), Person("leader", "区委副书记", Role.LEADER)]
    write_people(cast, made, date(year, 1, 1))
    checklists = [it for it in missing_checklists(year) if it.register == OWN_CHECKLISTS]
    write_records(checklists, made, ReportingYear(year).last_day)
    return made[TOWNSHIP]
