"""What a row of the table of routes is, who visits, and the paths that several rows share."""

from dataclasses import dataclass

from apps.organisations.kinds import Role

#: A person with an account and no role.
NOBODY = "nobody"
SIGNED_OUT = "signed out"
#: The answer that leads to the sign-in page and back.
TO_SIGN_IN = "sign in"

Visitor = Role | str

EVERYBODY: frozenset[Visitor] = frozenset({*Role, NOBODY})
VILLAGE = frozenset({Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK})
DOMAIN = VILLAGE | {Role.STAFF, Role.LEADER}
READERS = DOMAIN | {Role.MASS_OFFICER, Role.VIEWER}
INSIDERS = DOMAIN | {Role.MASS_OFFICER}
RECORDERS = INSIDERS - {Role.LEADER}
STAFF = frozenset({Role.STAFF})
MANAGERS = frozenset({Role.ADMINISTRATOR, Role.STAFF})
TOWNSHIP = frozenset({Role.STAFF, Role.LEADER})
REPORT_READERS = TOWNSHIP | {Role.VIEWER}

#: Who reads a mass organisation: the Party organisation that leads it too.
ADVICE_READERS = INSIDERS - {Role.VILLAGE_CONTACT}
SIGNERS = frozenset({Role.SECRETARY, Role.MASS_OFFICER})
OFFICER = frozenset({Role.MASS_OFFICER})
ADVISER = frozenset({Role.SECRETARY})
#: Of the registers that other people read than the rest.
REGISTER_READERS = {"leading": READERS, "advice": ADVICE_READERS}

PERSON = "/accounts/people/{person}/"
FILING = "/filings/{code}/2012/12/"
RECORD = "/registers/commitments/{record}/"
LINK = "/registers/leading/{link}/"
ADVICE = "/registers/advice/{advice}/"
BATCH = "/registers/commitments/batch/?step=published"
GRID = "/registers/checklists/grid/?checklist=five_good&on=2012-12-01&organisation={code}"
CLASS = "/gradings/classes/2012/{code}/"


@dataclass(frozen=True)
class Row:
    """Those in `may` get `ok`, everybody else `rest`; of the neighbour's things `foreign` and `foreign_rest`."""

    route: str
    path: str
    may: frozenset[Visitor]
    ok: int | str = 200
    method: str = "get"
    rest: int | str = 403
    signed_out: int | str = TO_SIGN_IN
    foreign: int = 404
    foreign_rest: int = 403

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def has_object(self) -> bool:
        return "{" in self.path

    def answer(self, visitor: Visitor) -> int | str:
        """What the visitor gets for what is their own."""
        if visitor == SIGNED_OUT:
            return self.signed_out
        return self.ok if visitor in self.may else self.rest

    def answer_abroad(self, visitor: Visitor) -> int | str:
        """What the visitor gets for what is the neighbour's."""
        if visitor == SIGNED_OUT:
            return self.signed_out
        return self.foreign if visitor in self.may else self.foreign_rest


def post(route: str, path: str, may: frozenset[Visitor], ok: int | str = 200, **more: int) -> Row:
    """An empty form sent: 200 shows it again with its errors, 302 leads on; only who may gets as far."""
    return Row(route, path, may, ok, "post", **more)


def api(route: str, path: str, may: frozenset[Visitor]) -> Row:
    return Row(route, path, may, signed_out=403)
