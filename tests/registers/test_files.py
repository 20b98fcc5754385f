"""Files of evidence with the records of registers."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.attachments.models import Attachment
from apps.registers.registry import REGISTERS
from apps.registers.selectors import holder_of, may_write
from apps.registers.services import record_withdraw
from tests.factories.files import pdf, photograph
from tests.factories.township import Township
from tests.registers.examples import NAMES, WRITERS, example
from tests.registers.shapes import OF_EACH_PAGE

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_the_page_of_a_record_shows_its_files_and_gives_them_out(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    for name in OF_EACH_PAGE:
        record = example(name, township["V01"])
        address = REGISTERS[name].address_of(record)
        staff.post(f"{address}files/", {"files": photograph("佐证.jpg")})
        page, kept = staff.get(address).content.decode(), Attachment.objects.of(name, record.pk).get()
        assert 'type="file"' in page, name
        assert f'href="{address}files/{kept.pk}/"' in page, name
        assert staff.get(f"{address}files/{kept.pk}/")["Content-Type"] == "image/jpeg", name


def test_every_register_keeps_files_of_its_own_with_a_record_of_whoever_may_change_it(township: Township) -> None:
    people, holders = township.people, {}
    for name in NAMES:
        register, record = REGISTERS[name], example(name, township["V01"])
        assert may_write(people[WRITERS.get(name, "staff")], register, record, register.right_to_change(record)), name
        holders[name] = holder_of(register, record)
    assert [name for name, it in holders.items() if it.kind != name or name not in it.address] == []


def test_where_the_office_changes_nothing_its_page_offers_to_add_no_file(township: Township, signed_in: SignIn) -> None:
    staff, record = signed_in("staff"), example("advice", township["V01"])
    address = REGISTERS["advice"].address_of(record)
    assert staff.post(f"{address}files/", {"files": photograph("佐证.jpg")}).status_code == 403
    assert 'type="file"' not in staff.get(address).content.decode()


def test_a_file_belongs_to_its_record_and_to_no_other(township: Township, signed_in: SignIn) -> None:
    first, second = example("documents", township["V01"]), example("documents", township["V02"])
    register, staff = REGISTERS["documents"], signed_in("staff")
    staff.post(f"{register.address_of(first)}files/", {"files": pdf()})
    kept = Attachment.objects.get()
    assert staff.get(f"{register.address_of(second)}files/{kept.pk}/").status_code == 404
    assert staff.post(f"{register.address_of(second)}files/{kept.pk}/remove/").status_code == 404
    assert Attachment.objects.present().exists()


def test_a_withdrawn_record_keeps_its_files_and_takes_no_more(township: Township, signed_in: SignIn) -> None:
    record, staff = example("documents", township["V01"]), signed_in("staff")
    address = REGISTERS["documents"].address_of(record)
    staff.post(f"{address}files/", {"files": pdf()})
    record_withdraw(register=REGISTERS["documents"], record=record, version=None, reason="重复", by=None)
    assert staff.post(f"{address}files/", {"files": pdf()}).status_code == 403
    assert staff.get(f"{address}files/{Attachment.objects.get().pk}/").status_code == 200
