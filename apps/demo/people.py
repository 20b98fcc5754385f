"""The sign-ins of the demonstration: one for every role, a secretary for every village and community."""

from dataclasses import dataclass
from random import Random

from apps.demo import names
from apps.organisations.kinds import Role


def password_of(username: str) -> str:
    """The password of a demonstration account."""
    return f"demo-{username}"


@dataclass(frozen=True, slots=True)
class Person:
    """A person with one role over one or several organisations."""

    username: str
    name: str
    role: Role
    over: tuple[str, ...] = ("T01",)

    @property
    def password(self) -> str:
        return password_of(self.username)


def people(random: Random) -> list[Person]:
    offices = [
        Person("admin", "系统管理员", Role.ADMINISTRATOR),
        Person("staff", "党建办·陈晓燕", Role.STAFF),
        Person("leader", "党委副书记·周正华", Role.LEADER),
        Person("auditor", "安全审计员", Role.AUDITOR),
        Person("district", "区委组织部", Role.VIEWER),
        Person("contact", "包村干部·何学军", Role.VILLAGE_CONTACT, ("V01", "V02", "V03")),
        Person("league", "镇团委·林大伟", Role.MASS_OFFICER, ("L01",)),
        Person("women", "镇妇联·黄春梅", Role.MASS_OFFICER, ("W01",)),
        Person("union", "镇总工会·徐国平", Role.MASS_OFFICER, ("G01",)),
        Person("association", "专业协会联络员·罗家富", Role.MASS_OFFICER, _ASSOCIATIONS),
        Person("clerk01", "石桥村填报员·马红梅", Role.CLERK, ("V01",)),
    ]
    return offices + [_secretary(number, random) for number in range(1, 43)]


_ASSOCIATIONS = tuple(f"A{number:02}" for number in range(1, len(names.ASSOCIATIONS) + 1))


def _secretary(number: int, random: Random) -> Person:
    name = random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES)
    return Person(f"secretary{number:02}", name, Role.SECRETARY, (f"V{number:02}",))
