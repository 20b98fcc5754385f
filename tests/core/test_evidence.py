"""What people may add as evidence, and what becomes of it."""

import io
import struct
import warnings
import zipfile
import zlib
from contextlib import suppress
from functools import reduce

import hypothesis
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from apps.core import evidence, ooxml, pictures
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
    scan = b">> endobj 8 0 obj << /Length 13 >>\nstream\n\0/JS \xff/Launch\nendstream endobj 9 0 obj <<"
    assert accepted(pdf(more=scan)).extension == "pdf"
    assert accepted(pdf(more=b"/JSON 1 /Launched 2")).extension == "pdf"


# Each PDF is looked at in a process of its own.
@hypothesis.settings(max_examples=60)
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
        pdf("网址.pdf", b"/OpenAction << /S /URI /URI (http://x) >>"),
        pdf("自动.pdf", b"/AA << /O << /S /URI /URI (http://x) >> >>"),
        pdf("附件.pdf", packed=b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) >>] >> >>"),
        pdf("表单.pdf", b"/AcroForm << /XFA [] >>"),
        pdf("深.pdf", b"/X " + b"[" * 400 + b"]" * 400),
        SimpleUploadedFile("坏的.pdf", b"%PDF-1.7 nothing"),
        office("宏.docm", "word", "word/vbaProject.bin"),
        office("宏表.xlsx", "xl", "xl/macrosheets/sheet1.xml"),
        pdf("脚本.pdf", b"/OpenAction << /S /JavaScript /JS (x) >>"),
        pdf("隐藏.pdf", b"/OpenAction << /S /J#61vaScript >>"),
        pdf("启动.pdf", b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
        pdf("打包.pdf", packed=b"/OpenAction << /S /JavaScript /JS (x) >>"),
    ],
    ids=lambda file: file.name,
)
def test_everything_else_is_refused_with_its_name(file: SimpleUploadedFile) -> None:
    with pytest.raises(ValidationError) as refused:
        accepted(file)
    assert str(file.name).rpartition(".")[0] in refused.value.messages[0]


HARMLESS = [
    "/OpenAction [3 0 R /Fit]",
    "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
    "/A << /S /URI /URI (http://x) >>",
]


@pytest.mark.parametrize("more", HARMLESS)
def test_a_pdf_may_begin_at_a_page_and_hold_links(more: str) -> None:
    assert accepted(pdf(more=more.encode())).extension == "pdf"
    assert accepted(pdf(packed=more.encode())).extension == "pdf"


@pytest.mark.parametrize("user", ["", "geheim"])
def test_a_pdf_behind_a_password_is_refused_with_a_sentence_of_its_own(user: str) -> None:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf().read())) as opened:
        opened.save(kept, encryption=pikepdf.Encryption(owner="geheim", user=user))
    refused_with("password", SimpleUploadedFile("密.pdf", kept.getvalue()))


def packed_with_zeros(begin: bytes, sixteen_megabytes: int) -> bytes:
    """As zlib packs it, but what comes again and again is packed once: after a full flush the same is packed alike."""
    packer, zeros = zlib.compressobj(9), bytes(2**24)
    first = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    whole = reduce(lambda sum_, _part: zlib.adler32(zeros, sum_), range(sixteen_megabytes), zlib.adler32(begin))
    return first + again * sixteen_megabytes + packer.flush()[:-4] + whole.to_bytes(4)


def with_packed_objects(packed: bytes) -> SimpleUploadedFile:
    """A PDF whose first object is packed into its eighth; where both lie says the ninth."""
    eighth = b"8 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    content = b"%PDF-1.7\n" + eighth + packed + b"\nendstream endobj\n"
    places = [(0, 0), (2, 8), (1, 9), (1, len(content))]
    listed = b"".join(struct.pack(">BIB", kind, place, 0) for kind, place in places)
    ninth = b"<< /Type /XRef /Size 10 /Index [0 2 8 2] /W [1 4 1] /Root 1 0 R /Length %d >>" % len(listed)
    end = b"9 0 obj %b\nstream\n%b\nendstream endobj\nstartxref\n%d\n%%%%EOF" % (ninth, listed, len(content))
    return SimpleUploadedFile("炸弹.pdf", content + end)


def test_a_pdf_that_would_fill_the_memory_is_refused() -> None:
    """Packed objects of 320 MB once unpacked, for which the reader takes more than half a gigabyte."""
    whole = b"1 0 << /Type /Catalog /Pages << /Type /Pages /Kids [] /Count 0 >> >> "
    assert accepted(with_packed_objects(zlib.compress(whole))).extension == "pdf"
    bomb = with_packed_objects(packed_with_zeros(whole, sixteen_megabytes=20))
    assert bomb.size is not None
    assert bomb.size < 3_000_000
    refused_with("damaged|too involved", bomb)


# --- Office -----------------------------------------------------------------------------------------------

RELATIONS = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(kind: str, target: str, mode: str = "External") -> str:
    return RELATIONS.format(f"<Relationship Id='r1' Type='{KIND}/{kind}' Target='{target}' TargetMode='{mode}'/>")


def with_type(file: SimpleUploadedFile, part: str, kind: str) -> SimpleUploadedFile:
    """The same package with a part whose name says nothing and whose type says all."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.read())) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "[Content_Types].xml":
                text = text.replace("</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')
            new.writestr(name, text)
        new.writestr(part, "x")
    return SimpleUploadedFile(str(file.name), kept.getvalue())


def refused_with(word: str, file: SimpleUploadedFile) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=word):
        accepted(file)


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-excel.macrosheet+xml",
        "application/vnd.ms-office.activeX+xml",
        "application/vnd.openxmlformats-officedocument.oleObject",
        "application/vnd.ms-office.webextension+xml",
    ],
)
def test_programs_are_told_by_the_type_of_a_part_whatever_its_name(kind: str) -> None:
    refused_with(
        "macros, controls or embedded objects", with_type(office("表.xlsx", "xl"), "xl/media/image1.png", kind)
    )


@pytest.mark.parametrize("kind", ["externalLink", "connections"])
def test_links_to_other_files_are_told_by_the_type_of_a_part(kind: str) -> None:
    full = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    refused_with("other files", with_type(office("表.xlsx", "xl"), "xl/data.xml", full))


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "externalLinkPath", "frame"])
def test_what_is_fetched_from_outside_is_refused(kind: str) -> None:
    file = office("文.docx", "word", word___rels__document_0xml_0rels=related(kind, "http://x/y.dotm"))
    refused_with("other files|objects", file)


def test_a_link_that_somebody_may_follow_is_no_harm() -> None:
    file = office("文.docx", "word", word___rels__document_0xml_0rels=related("hyperlink", "https://www.gov.cn/"))
    assert accepted(file).extension == "docx"


FIELDS = [
    "<w:fldSimple xmlns:w='w' w:instr=' DDEAUTO c:\\cmd.exe x '/>",
    "<w:p xmlns:w='w'><w:instrText>DD</w:instrText><w:instrText>E x</w:instrText></w:p>",
    "<p xmlns='w'><instrText>&#68;DEAUTO x</instrText></p>",
]


@pytest.mark.parametrize("text", FIELDS)
def test_a_field_that_starts_a_program_is_refused(text: str) -> None:
    refused_with("other files", office("文.docx", "word", word__header1_0xml=text))
    harmless = "<w:p xmlns:w='w'><w:instrText> TOC DDEX </w:instrText><w:t>DDE</w:t></w:p>"
    assert accepted(office("文.docx", "word", word__header1_0xml=harmless)).extension == "docx"


def test_what_lies_inside_a_file_is_looked_at_too() -> None:
    outer, sound = io.BytesIO(office("课件.pptx", "ppt").read()), office("表.xlsx", "xl").read()
    macros = office("表.xlsx", "xl", "xl/vbaProject.bin").read()
    for inner, taken in ((sound, True), (macros, False), (b"\xd0\xcf\x11\xe0", False)):
        kept = io.BytesIO(outer.getvalue())
        with zipfile.ZipFile(kept, "a") as package:
            package.writestr("ppt/embeddings/sheet1.xlsx", inner)
        file = SimpleUploadedFile("课件.pptx", kept.getvalue())
        if taken:
            assert accepted(file).extension == "pptx"
        else:
            refused_with("objects", file)


def test_office_files_behind_a_password_are_refused_with_a_sentence_of_their_own() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    refused_with("password", SimpleUploadedFile("密.docx", ole + "EncryptedPackage".encode("utf-16-le")))
    refused_with("neither", SimpleUploadedFile("旧.doc", ole))


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 799)
    with pytest.raises(ValidationError):
        accepted(photograph())
    monkeypatch.setattr(evidence, "LARGEST", 10)
    with pytest.raises(ValidationError):
        accepted(pdf())
    monkeypatch.setattr(evidence, "LARGEST", 10_000)
    monkeypatch.setattr(ooxml, "MAX_UNPACKED", 1)
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
