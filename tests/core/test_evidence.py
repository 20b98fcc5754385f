"""What people may add as evidence, and what becomes of it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.core import evidence
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
        pdf("脚本.pdf", b"/OpenAction << /S /JavaScript /JS (x) >>"),
        pdf("隐藏.pdf", b"/OpenAction << /S /J#61vaScript >>"),
        pdf("启动.pdf", b"/Launch"),
    ],
    ids=lambda file: file.name,
)
def test_everything_else_is_refused_with_its_name(file: SimpleUploadedFile) -> None:
    with pytest.raises(ValidationError) as refused:
        accepted(file)
    assert str(file.name).rpartition(".")[0] in refused.value.messages[0]


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_PIXELS", 799)
    with pytest.raises(ValidationError):
        accepted(photograph())
    monkeypatch.setattr(evidence, "LARGEST", 10)
    with pytest.raises(ValidationError):
        accepted(pdf())
    monkeypatch.setattr(evidence, "LARGEST", 10_000)
    monkeypatch.setattr(evidence, "MOST_UNPACKED", 1)
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
