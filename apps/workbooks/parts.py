"""The XML parts of a workbook, read as a stream.

openpyxl is not used for reading: it builds the whole style sheet, all texts and each row as trees, so that a small
file can fill the memory, and it stumbles over styles that other programs write.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.parsers.expat import ParserCreate

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from apps.core.packages import too_large
from apps.workbooks.columns import BLANKS

CHUNK = 64 * 1024
#: The longest tag, comment or text; Excel itself allows 32,767 characters in a cell.
LONGEST = 1024 * 1024
DEEPEST = 100
MOST_TEXTS = 5_000_000
#: Excel itself allows 65,490 cell formats.
MOST_FORMATS = 100_000

GENERAL, DATE, PERCENT = range(3)
#: Dates in Chinese editions of Excel, whose formats the files do not spell out.
_CHINESE_DATES = frozenset({27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})
_QUOTED = re.compile(r'"[^"]*"|\\.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class PartReader(ABC):
    """Reads one XML part tag by tag; `pieces` holds the text since it was last cleared.

    A text may consist of differently formatted runs: `run` adds one, `text` puts them together.  Whatever the part
    says, memory stays bounded: no entities, nothing deep, no tag or text without end.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._runs: list[str] = []
        self.length = 0
        self.pieces: list[str] = []
        self.depth = 0

    @abstractmethod
    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        """A tag opens.  Must add one to `depth`."""

    @abstractmethod
    def end(self, _tag: str) -> None:
        """A tag closes.  Must take one from `depth`."""

    def run(self) -> None:
        """The text just read is a run of the text of a cell."""
        run = "".join(self.pieces)
        self._runs.append(run)
        self.length += len(run) + 1
        if self.length > LONGEST:
            raise ValueError("a text without end")

    def text(self) -> str:
        """The runs since the last call as one text."""
        whole = "".join(self._runs)
        self._runs.clear()
        self.length = 0
        return whole

    def chunks(self) -> Iterator[None]:
        """Parse chunk by chunk; what was read can be taken away after each."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        parser.CharacterDataHandler = self.pieces.append
        parser.StartDoctypeDeclHandler = _no_doctype

        def root(tag: str, _attributes: dict[str, str]) -> None:
            prefixed = ":" in tag
            parser.StartElementHandler = _without_prefix(self.start) if prefixed else self.start
            parser.EndElementHandler = _without_prefix(self.end) if prefixed else self.end
            self.depth += 1

        parser.StartElementHandler = root
        fed = 0
        while chunk := self._stream.read(CHUNK):
            parser.Parse(chunk)
            fed += len(chunk)
            unread, held = fed - parser.CurrentByteIndex, len(self.pieces) * CHUNK
            if unread > LONGEST or held > LONGEST or self.depth > DEEPEST:
                raise ValueError("a tag, a text or a nest without end")
            yield
        parser.Parse(b"", True)
        yield


class Texts(PartReader):
    """The shared texts of a workbook, which cells name by their number."""

    relation = "sharedStrings"

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self.found: list[str] = []
        self._phonetic = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.pieces.clear()
        if tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "t":
            if not self._phonetic:
                self.run()
        elif tag == "si":
            self.found.append(clean(self.text()))
            if len(self.found) > MOST_TEXTS:
                raise too_large()
        elif tag == "rPh":
            self._phonetic = False


class Formats(PartReader):
    """What the cell formats of a workbook make of a number: a general one, a date or a percentage."""

    relation = "styles"

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self.found: list[int] = []
        self._codes: dict[int, str] = {}
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.pieces.clear()
        if self.depth == 2:
            self._inside = tag
        elif tag == "numFmt" and self._inside == "numFmts":
            self._codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "xf" and self._inside == "cellXfs":
            self.found.append(self._meaning(int(attributes.get("numFmtId", 0))))
        if len(self.found) + len(self._codes) > MOST_FORMATS:
            raise ValueError("formats without end")

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def _meaning(self, number: int) -> int:
        code = self._codes.get(number) or BUILTIN_FORMATS.get(number, "General")
        if number in _CHINESE_DATES or (is_date_format(code) and not is_timedelta_format(code)):
            return DATE
        return PERCENT if "%" in _QUOTED.sub("", code) else GENERAL


def clean(text: str) -> str:
    """A text of the file as the person sees it: without Excel's escapes, control characters and outer blanks."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return text.strip(BLANKS)


def _unescaped(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    if character in "\t\n\r":
        return character
    return character if character.isprintable() else ""


def _without_prefix(handle: Callable[..., None]) -> Callable[..., None]:
    def handle_plain(tag: str, *attributes: Any) -> None:
        handle(tag.rpartition(":")[2], *attributes)

    return handle_plain


def _no_doctype(*_declared: Any) -> None:
    raise ValueError("a workbook declares no document type")
