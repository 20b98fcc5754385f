"""What people may add as evidence, and what becomes of it."""

import io
import struct
import warnings
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from apps.core import evidence, packages, pictures
from apps.core.evidence import accepted, shown_name
from tests.factories.files import office, pdf, photograph


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_what_the_camera_wrote_and_stands_upright(form: str) -> None:
    kept = accepted(photograph(form=form))
    picture = Image.open(io.BytesIO(kept.content))
    assert not picture.getexif()
    assert b"Kamera-AG" not in kept.content
    assert picture.size == (20, 40)
    assert (kept.content_type, kept.name) == ("image/jpeg", "现场.jpg")


@pytest.mark.filterwarnings("ignore:.*EXIF:UserWarning")
def test_notes_of_the_camera_that_make_no_sense_keep_no_picture_out() -> None:
    odd = bytearray(photograph().read())
    at = odd.index(b"Exif")
    odd[at + 6 : at + 14] = b"MM\0*\xff\xff\xff\xff"
    assert Image.open(io.BytesIO(accepted(SimpleUploadedFile("现场.jpg", bytes(odd))).content)).size == (40, 20)


def test_what_is_see_through_becomes_white() -> None:
    clear = io.BytesIO()
    Image.new("LA", (9, 9), (0, 0)).save(clear, "PNG")
    kept = Image.open(io.BytesIO(accepted(SimpleUploadedFile("图.png", clear.getvalue())).content))
    assert kept.getpixel((4, 4)) == (255, 255, 255)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with translation.override("en"), pytest.raises(ValidationError, match="too many pixels"):
        accepted(SimpleUploadedFile("图.png", b"\x89PNG\r\n\x1a\n" + bomb))


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def test_a_scan_is_not_taken_for_a_script_because_of_its_packed_bytes() -> None:
    scan = b"\nendobj 2 0 obj << /Length 9 >>\nstream\n\0/JS \xff/Launch\nendstream endobj 3 0 obj <<"
    assert accepted(pdf(more=scan)).extension == "pdf"
    assert accepted(pdf(more=b"/JSON 1 /Launched 2")).extension == "pdf"


@given(at=st.sampled_from(["JPEG", "PNG", "WEBP", "word", "pdf"]), data=st.data())
def test_whatever_happens_to_the_bytes_of_a_file_it_is_taken_or_refused(at: str, data: st.DataObject) -> None:
    file = SOUND[at]
    content = bytearray(file)
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValidationError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow speaks of what it meets
        accepted(SimpleUploadedFile("文件", bytes(content)))


SOUND = {
    **{form: photograph(form=form).read() for form in ("JPEG", "PNG", "WEBP")},
    "word": office("方案.docx", "word").read(),
    "pdf": pdf().read(),
}


def test_a_large_picture_is_made_smaller() -> None:
    picture = Image.open(io.BytesIO(accepted(photograph(size=(3000, 1000))).content))
    assert picture.size == (667, 2000)


def test_what_a_file_is_says_its_content_and_not_its_name() -> None:
    assert accepted(pdf("记录.jpg")).name == "记录.pdf"
    assert accepted(office("表.pdf", "xl")).name == "表.xlsx"
    assert accepted(office("方案.docx", "word")).extension == "docx"
    assert accepted(office("课件.pptx", "ppt")).extension == "pptx"


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("网页.jpg", b"<html><script>alert(1)</script></html>"),
        SimpleUploadedFile("程序.pdf", b"MZ\x90\x00"),
        SimpleUploadedFile("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("坏.jpg", b"\xff\xd8\xff\xe0 nothing"),
        SimpleUploadedFile("坏.zip", b"PK\x03\x04 nothing"),
        SimpleUploadedFile("空.pdf", b""),
        office("普通.zip", "data"),
        office("宏.docm", "word", "word/vbaProject.bin"),
        office("宏表.xlsx", "xl", "xl/macrosheets/sheet1.xml"),
        pdf("脚本.pdf", b"/OpenAction << /S /JavaScript /JS (x) >>"),
        pdf("隐藏.pdf", b"/OpenAction << /S /J#61vaScript >>"),
        pdf("启动.pdf", b"/Launch"),
        pdf("打包.pdf", packed=b"1 0 << /S /JavaScript /JS (x) >>"),
    ],
    ids=lambda file: file.name,
)
def test_everything_else_is_refused_with_its_name(file: SimpleUploadedFile) -> None:
    with pytest.raises(ValidationError) as refused:
        accepted(file)
    assert str(file.name).rpartition(".")[0] in refused.value.messages[0]


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 799)
    with pytest.raises(ValidationError):
        accepted(photograph())
    monkeypatch.setattr(evidence, "LARGEST", 10)
    with pytest.raises(ValidationError):
        accepted(pdf())
    monkeypatch.setattr(evidence, "LARGEST", 10_000)
    monkeypatch.setattr(packages, "MOST_UNPACKED", 1)
    with pytest.raises(ValidationError):
        accepted(office("表.xlsx", "xl"))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\王\\记录.pdf", "记录.pdf"),
        ('a"b\r\nc.pdf', "abc.pdf"),
        ("...", "file"),
        ("长" * 200 + ".pdf", "长" * 90 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, shown: str) -> None:
    assert shown_name(given) == shown
