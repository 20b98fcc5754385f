"""What people may add as evidence, and what becomes of it."""

import io
import resource
import struct
import warnings
import zlib
from contextlib import suppress

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from apps.core import evidence, packages, pdf_reading, pictures
from apps.core.evidence import accepted, shown_name
from tests.factories.files import office, pdf, photograph, related


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
    scan = pikepdf.open(io.BytesIO(pdf().read()))
    scan.Root.Scan = scan.make_stream(b"\0/JS (x) /S /Launch /EmbeddedFile\xff")
    kept = io.BytesIO()
    scan.save(kept, compress_streams=False)
    assert accepted(SimpleUploadedFile("扫描件.pdf", kept.getvalue())).extension == "pdf"
    assert accepted(pdf(more=b"/JSON 1 /Launched 2 /Says (/JS) /A << /S /GoTo /D [0 /Fit] >>")).extension == "pdf"
    assert accepted(pdf(more=b"/Structure << /Type /StructElem /S /Sound >> /Link << /S /URI /URI (http://x) >>"))


@given(at=st.sampled_from(["JPEG", "PNG", "WEBP", "word"]), data=st.data())
def test_whatever_happens_to_the_bytes_of_a_file_it_is_taken_or_refused(at: str, data: st.DataObject) -> None:
    file = SOUND[at]
    content = bytearray(file)
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValidationError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow speaks of what it meets
        accepted(SimpleUploadedFile("文件", bytes(content)))


@given(data=st.data())
def test_whatever_happens_to_the_bytes_of_a_pdf_something_is_said_of_it(data: st.DataObject) -> None:
    content = bytearray(PDF)
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(PDF) - 1))] = data.draw(st.integers(0, 255))
    assert pdf_reading.look_into(bytes(content)) in {"harmless", "active", "locked", "damaged"}


PDF = pdf(packed=True).read()
SOUND = {
    **{form: photograph(form=form).read() for form in ("JPEG", "PNG", "WEBP")},
    "word": office("方案.docx", "word").read(),
}


def test_a_large_picture_is_made_smaller() -> None:
    picture = Image.open(io.BytesIO(accepted(photograph(size=(3000, 1000))).content))
    assert picture.size == (667, 2000)


def test_what_a_file_is_says_its_content_and_not_its_name() -> None:
    assert accepted(pdf("记录.jpg")).name == "记录.pdf"
    assert accepted(office("表.pdf", "xl")).name == "表.xlsx"
    assert accepted(office("方案.docx", "word")).extension == "docx"
    assert accepted(office("课件.pptx", "ppt")).extension == "pptx"


DDE = "<p><instrText>D</instrText><instrText>DEAUTO c:\\x</instrText></p>"
FIELDS = '<p><instrText>HIDDEN</instrText><fldSimple instr="PAGE"/></p>'
CHART_WITH_MACROS = {
    "ppt/charts/_rels/chart1.xml.rels": related("package", "../embeddings/book.xlsx"),
    "ppt/embeddings/book.xlsx": office("x.xlsx", "xl", types="vnd.ms-office.vbaProject").read(),
}
CHART = {**CHART_WITH_MACROS, "ppt/embeddings/book.xlsx": office("x.xlsx", "xl").read()}


@pytest.mark.parametrize(
    "file",
    [
        office("链接.docx", "word", parts={"word/_rels/d.rels": related("hyperlink", "http://x", external=True)}),
        office("目录.docx", "word", parts={"word/a.xml": FIELDS}),
        office("图表.pptx", "ppt", parts=CHART),
    ],
    ids=lambda file: file.name,
)
def test_what_an_office_file_usually_has_is_no_harm(file: SimpleUploadedFile) -> None:
    assert accepted(file).name == file.name


def stream(number: int, about: bytes, content: bytes) -> bytes:
    head = b"%d 0 obj << %s /Length %d >>\n" % (number, about, len(content))
    return head + b"stream\n" + content + b"\nendstream endobj\n"


def two_gigabytes() -> bytes:
    """A PDF of two megabytes whose list of objects unpacks into two gigabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(b"1 0 << /Type /Catalog >>".ljust(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    blanks = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\x9c" + first + blanks * 2000 + b"\x03\x00"
    start = b"%PDF-1.5\n"
    objects = stream(2, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed)
    at = len(start + objects)
    places = b"".join(struct.pack(">BIH", *it) for it in [(0, 0, 0), (2, 2, 0), (1, len(start), 0), (1, at, 0)])
    listed = stream(3, b"/Type /XRef /Size 4 /W [1 4 2] /Root 1 0 R", places)
    return start + objects + listed + b"startxref\n%d\n%%%%EOF" % at


def test_a_pdf_that_unpacks_into_too_much_is_refused_in_bounded_memory() -> None:
    others = largest_child()
    with pytest.raises(ValidationError):
        accepted(SimpleUploadedFile("炸弹.pdf", two_gigabytes()))
    assert largest_child() <= max(others, pdf_reading.MEMORY)


def largest_child() -> int:
    """The greatest memory that any process started by this one has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


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
        pdf("启动.pdf", b"/AA << /O << /S /Launch /F (x) >> >>"),
        pdf("打包.pdf", b"/OpenAction << /S /JavaScript /JS (x) >>", packed=True),
        pdf("附件.pdf", b"/Names << /EmbeddedFiles << /Names [] >> >>"),
        pdf("表单.pdf", b"/AcroForm << /XFA (x) >>"),
        pdf("提交.pdf", b"/Annots [<< /Subtype /Link /A << /S /SubmitForm /F (http://x) >> >>]"),
        pdf("影片.pdf", b"/Annots [<< /Subtype /Screen /Rect [0 0 1 1] >>]"),
        pdf("加密.pdf", password="x"),
        SimpleUploadedFile("截断.pdf", b"%PDF-1.7\n1 0 obj << /Type"),
        SimpleUploadedFile("旧文件.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing"),
        office("改名的宏.docx", "word", types="vnd.ms-office.vbaProject", parts={"word/x.bin": b"x"}),
        office("控件.docx", "word", parts={"word/_rels/document.xml.rels": related("control", "x.bin")}),
        office("对象.pptx", "ppt", types="vnd.openxmlformats-officedocument.oleObject"),
        office(
            "模板.docx", "word", parts={"word/_rels/s.rels": related("attachedTemplate", "http://x", external=True)}
        ),
        office("外链.xlsx", "xl", parts={"xl/_rels/s.rels": related("externalLinkPath", "file://x", external=True)}),
        office("远图.docx", "word", parts={"word/_rels/s.rels": related("image", "http://x/1.png", external=True)}),
        office("域.docx", "word", parts={"word/header1.xml": DDE}),
        office("域文.docx", "word", parts={"word/header1.xml": DDE.encode("utf-16")}),
        office("链接.xlsx", "xl", parts={"xl/externalLinks/a.xml": "<externalLink><ddeLink/></externalLink>"}),
        office("图表.pptx", "ppt", parts=CHART_WITH_MACROS),
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
