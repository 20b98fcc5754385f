"""Agreeing keys, making packages, taking them in."""

import json
import secrets
from typing import IO, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.ooxml import Refused
from apps.core.ratio import Ratio
from apps.core.saving import save_checked
from apps.organisations.models import Organisation
from apps.packages.models import Partner, ReceivedReport, Way
from apps.packages.querysets import PartnerQuerySet
from apps.packages.sealing import DATA, WORKBOOK, Manifest, Package, hash_of, read_package, verify, write_package
from apps.reports.labels import RATES
from apps.reports.models import ReportState, YearEndReport
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import SCHEMA, canonical

#: Whoever types a key has got it from a portal, which makes longer ones.
SHORTEST_KEY = 32


def new_key() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def partner_add(*, organisation: Organisation, way: Way, code: str, name: str, key: str, by: User) -> Partner:
    """Agree a key with another portal.  Raises `ValidationError` by field."""
    if len(key) < SHORTEST_KEY:
        raise ValidationError({"key": _("A key has at least %(count)d characters.") % {"count": SHORTEST_KEY}})
    if code.casefold() == organisation.code.casefold():
        raise ValidationError({"code": _("This is the code of your own organisation.")})
    partner = Partner(organisation=organisation, way=way, code=code, name=name, key=key, added_by=by)
    save_checked(partner)
    after = {"way": str(way), "code": code, "name": name}
    record(Act("partner.added", str(partner), organisation.code, after=after), by=by)
    return partner


@transaction.atomic
def partner_end(*, partner: Partner, by: User) -> bool:
    """Seal and check nothing any more with this key; whether it was in use.  What was received stays."""
    if not Partner.objects.filter(pk=partner.pk).current().update(ended_at=timezone.now()):
        return False
    record(Act("partner.ended", str(partner), partner.organisation.code), by=by)
    return True


@transaction.atomic
def package_write(*, report: YearEndReport, partner: Partner, target: IO[bytes], by: User | None) -> None:
    """Write the package of a signed report for `partner` to `target`: the same bytes whenever it is asked for.

    Raises `ValidationError`, and `FileNotFoundError` where the workbook is gone.
    """
    if report.month or report.state != ReportState.SIGNED or report.signed_by is None or report.signed_at is None:
        raise ValidationError(_("Only a signed report is sent to the higher authority."))
    with report.issued.open() as workbook:
        files = {DATA: canonical(report.taken), WORKBOOK: workbook.read()}
    manifest = Manifest(
        code=report.organisation.code,
        name=report.organisation.name,
        receiver=partner.code,
        year=report.year,
        number=report.number,
        as_of=report.as_of,
        signed_by=report.signed_by.name,
        signed_at=report.signed_at,
        files={name: hash_of(content) for name, content in files.items()},
    )
    write_package(target, manifest, files, partner.key)
    after = {"receiver": partner.code, "sha256": report.sha256}
    record(Act("package.made", _title(manifest), manifest.code, after=after), by=by)


@transaction.atomic
def package_receive(
    *, file: IO[bytes], partners: PartnerQuerySet, by: User | None, older_too: bool = False
) -> ReceivedReport:
    """Take in a package from one of `partners`; the same one again leads to what is there.

    `older_too`: also a report of which a later one has come.  Raises `Refused` for a package that is none, was
    changed, or comes from or is meant for somebody else, and `ValidationError` by field.
    """
    package = read_package(file)
    partner = _partner_of(package.manifest, partners)
    verify(package, partner.key)
    taken = _checked(package)
    Organisation.objects.select_for_update(no_key=True).get(pk=partner.organisation_id)
    known = _known(package, partner, older_too)
    return known or _keep(package, partner, taken, by)


def nothing_taken(refusal: Refused) -> str:
    """What a person reads of a refused package."""
    return _("%(refusal)s Nothing was taken in.") % {"refusal": refusal}


def _partner_of(told: Manifest, partners: PartnerQuerySet) -> Partner:
    receiving = partners.current().filter(way=Way.RECEIVES, code__iexact=told.code).select_related("organisation")
    found = list(receiving)
    if not found:
        sentence = _("No key is agreed with %(name)s (%(code)s), so nothing is received from there.")
        raise Refused(sentence % {"name": told.name[:60], "code": told.code[:40]})
    partner: Partner | None = next(
        (it for it in found if it.organisation.code.casefold() == told.receiver.casefold()), None
    )
    if partner is None:
        raise Refused(_("This package is meant for another organisation: %(code)s.") % {"code": told.receiver[:40]})
    return partner


def _checked(package: Package) -> dict[str, Any]:
    """The snapshot, which must be that of the report on the cover and one that this portal can show."""
    told, content = package.manifest, package.parts[DATA]
    try:
        taken: dict[str, Any] = json.loads(content)
        facts = (taken["organisation"]["code"], taken["year"], taken["as_of"], taken["schema"])
        if canonical(taken) != content or b"\\u0000" in content:
            raise ValueError("not as a portal writes it")
        sheets_of(taken, hash_of(content))
        for rate in RATES:
            Ratio(taken["sections"]["rates"][rate]["numerator"], taken["sections"]["rates"][rate]["denominator"])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as fault:
        raise Refused(_("This portal cannot read the data in the package: is it as new as the other one?")) from fault
    if facts != (told.code, told.year, told.as_of.isoformat(), SCHEMA):
        raise Refused(_("The data in the package are those of another report than its manifest says."))
    return taken


def _known(package: Package, partner: Partner, older_too: bool) -> ReceivedReport | None:
    """The same report, if it was received before.  Refuses another one with its number, and an older one unasked."""
    told = package.manifest
    of_year = ReceivedReport.objects.filter(organisation=partner.organisation, code=told.code, year=told.year)
    same: ReceivedReport | None = of_year.filter(number=told.number).first()
    if same is not None:
        if same.sha256 == told.files[DATA]:
            return same
        raise Refused(_("Another report with the number %(number)d is here already.") % {"number": told.number})
    newest = of_year.order_by("-number").first()
    if newest is not None and newest.number > told.number and not older_too:
        sentence = _(
            "No. %(newest)d of this year is here already, and this is no. %(number)d. Tick this to keep it as well; "
            "no. %(newest)d stays the one that counts."
        )
        raise ValidationError({"older_too": sentence % {"newest": newest.number, "number": told.number}})
    return None


def _keep(package: Package, partner: Partner, taken: dict[str, Any], by: User | None) -> ReceivedReport:
    told = package.manifest
    received = ReceivedReport(
        organisation=partner.organisation,
        partner=partner,
        code=told.code,
        name=told.name,
        year=told.year,
        number=told.number,
        as_of=told.as_of,
        signed_by=told.signed_by,
        signed_at=told.signed_at,
        snapshot=taken,
        sha256=told.files[DATA],
        received_by=by,
    )
    received.full_clean(exclude=["snapshot", "workbook"])
    received.workbook.save(f"{uuid4()}.xlsx", ContentFile(package.parts[WORKBOOK]), save=True)
    after = {"signed_by": told.signed_by, "sha256": received.sha256}
    record(Act("package.received", _title(told), partner.organisation.code, after=after), by=by)
    return received


def _title(told: Manifest) -> str:
    return f"{told.code} {told.year} #{told.number}"
