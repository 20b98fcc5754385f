"""What a package holds, and that nothing of it can be changed on its way.  Without a database."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from apps.core.ooxml import Refused
from apps.packages.sealing import (
    DATA,
    MANIFEST,
    PARTS,
    SEAL,
    WORKBOOK,
    Manifest,
    hash_of,
    read_package,
    seal_of,
    verify,
    write_package,
)

KEY, OTHER = "k" * 32, "l" * 32
FILES = {DATA: b'{"schema":1}', WORKBOOK: b"PK"}
TOLD = Manifest(
    code="T01",
    name="清溪镇党委",
    receiver="D01",
    year=2012,
    number=1,
    as_of=date(2012, 12, 31),
    signed_by="赵明",
    signed_at=datetime(2013, 1, 5, 2, tzinfo=UTC),
    files={name: hash_of(content) for name, content in FILES.items()},
)
Parts = dict[str, bytes]


def package(change: Callable[[Parts], object] = lambda _parts: None, told: Manifest = TOLD) -> BytesIO:
    """A package whose parts were changed after it was sealed."""
    whole = BytesIO()
    write_package(whole, told, FILES, KEY)
    with ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in PARTS}
    change(parts)
    changed = BytesIO()
    with ZipFile(changed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return changed


def test_a_package_says_what_was_put_in() -> None:
    found = read_package(package())
    verify(found, KEY)
    assert found.manifest == TOLD
    assert {name: found.parts[name] for name in FILES} == FILES


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    for target in (first, second):
        write_package(target, TOLD, FILES, KEY)
    assert first.getvalue() == second.getvalue()


def test_with_another_key_the_seal_does_not_fit() -> None:
    with pytest.raises(Refused, match="校验未通过"):
        verify(read_package(package()), OTHER)


def forged(parts: Parts) -> None:
    """Other figures, and a manifest that fits them: whoever does this has no key."""
    parts[DATA] = b'{"schema":2}'
    told = json.loads(parts[MANIFEST])
    told["files"][DATA] = hash_of(parts[DATA])
    parts[MANIFEST] = json.dumps(told).encode()
    parts[SEAL] = seal_of(parts[MANIFEST], OTHER).encode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda parts: parts.update({DATA: b'{"schema":2}'}), "report.json 在数据包封装后被改动过"),
        (lambda parts: parts.update({WORKBOOK: b"PK2"}), "report.xlsx 在数据包封装后被改动过"),
        (lambda parts: parts.update({MANIFEST: parts[MANIFEST].replace(b"2012", b"2013")}), "校验未通过"),
        (lambda parts: parts.update({SEAL: b"0" * 64}), "校验未通过"),
        (lambda parts: parts.update({SEAL: "é".encode()}), "校验未通过"),
        (forged, "校验未通过"),
    ],
)
def test_whatever_is_changed_is_refused(change: Callable[[Parts], object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        verify(read_package(package(change)), KEY)


def told_with(**changes: object) -> Callable[[Parts], object]:
    def change(parts: Parts) -> None:
        parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **changes}).encode()

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.pop(SEAL),
        lambda parts: parts.update({"more.txt": b""}),
        lambda parts: parts.update({MANIFEST: b"[" * 60_000}),
        lambda parts: parts.update({MANIFEST: b"\xff"}),
        lambda parts: parts.update({MANIFEST: b"[]"}),
        lambda parts: parts.update({SEAL: b"0" * 65}),
        told_with(format="tongbu.package/2"),
        told_with(year="2012"),
        told_with(year=True),
        told_with(number=10**30),
        told_with(sender={"code": 1, "name": "x"}),
        told_with(sender=None),
        told_with(files={DATA: "x", WORKBOOK: "y"}),
        told_with(files={DATA: "0" * 64}),
        told_with(as_of="in spring"),
        told_with(signed={"by": "赵明", "at": "2013-01-05T10:00:00"}),
    ],
)
def test_what_is_no_package_is_refused_with_a_sentence(change: Callable[[Parts], object]) -> None:
    with pytest.raises(Refused):
        read_package(package(change))


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"nothing", package().getvalue()[:-30]])
def test_a_file_that_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="不是年度报告数据包"):
        read_package(BytesIO(content))


def test_a_part_that_grows_beyond_its_bound_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PARTS, DATA, 5)
    with pytest.raises(Refused, match=r"report\.json 过大"):
        read_package(package())


def test_a_receiver_and_a_sender_are_part_of_what_is_sealed() -> None:
    meant = seal_of(TOLD.as_bytes(), KEY)
    assert seal_of(replace(TOLD, receiver="D02").as_bytes(), KEY) != meant
    assert seal_of(replace(TOLD, code="T02").as_bytes(), KEY) != meant
