"""The XML parts of a workbook, read as a stream.

openpyxl is not used for reading: it builds the whole style sheet, all texts and each row as trees, so that a small
file can fill the memory, and it stumbles over styles that other programs write.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.parsers.expat import ParserCreate

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from apps.core.text import clean as without_unseen
from apps.workbooks import limits
from apps.workbooks.limits import CHUNK, DEEPEST, LONGEST, LONGEST_CODE, LONGEST_TEXT, Budget, too_long, too_much

GENERAL, DATE, PERCENT, DURATION, DISGUISED = range(5)
#: Dates in Chinese editions of Excel, whose formats the files do not spell out.
_CHINESE_DATES = frozenset({27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})
#: What a format shows as it is: quoted texts and escaped signs (Chinese editions write ``!`` for the backslash).
_LITERAL = re.compile(r'"[^"]*"|[\\!].')
#: Filling and room of the width of a sign, colours, conditions and languages.
_IGNORED = re.compile(r"[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
#: A comma behind the last digit divides by a thousand.
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
#: Signs that make another number of the digits before them, or look like some.
_DISGUISING = re.compile(r"[\d.,万亿千百‰]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class PartReader(ABC):
    """Reads one XML part tag by tag; `pieces` holds the text since it was last cleared.

    A text may consist of differently formatted runs: `run` adds one, `text` puts them together.  Whatever the part
    says, memory stays bounded: no entities, nothing deep, no tag or text without end.
    """

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._runs: list[str] = []
        self.length = 0
        self.pieces: list[str] = []
        self.depth = 0
        #: Tags since the budget was charged.
        self.tags = 0

    @abstractmethod
    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        """A tag opens.  Must add one to `depth` and to `tags`."""

    @abstractmethod
    def end(self, _tag: str) -> None:
        """A tag closes.  Must take one from `depth`."""

    def run(self) -> None:
        """The text just read is a run of the text of a cell."""
        run = "".join(self.pieces)
        self._runs.append(run)
        self.length += len(run) + 1
        if self.length > LONGEST_TEXT:
            raise too_long()

    def text(self) -> str:
        """The runs since the last call as one text."""
        whole = "".join(self._runs)
        self._budget.keep(len(whole))
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
            self._budget.spend(self.tags)
            self.tags = 0
            yield
        parser.Parse(b"", True)
        yield


class Texts(PartReader):
    """The shared texts of a workbook, which cells name by their number."""

    relation = "sharedStrings"

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        super().__init__(stream, budget)
        self.found: list[str] = []
        self._phonetic = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.tags += 1
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
            if len(self.found) > limits.MAX_TEXTS:
                raise too_much()
        elif tag == "rPh":
            self._phonetic = False


class Formats(PartReader):
    """What the cell formats of a workbook make of a number: a general one, a date or a percentage."""

    relation = "styles"

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        super().__init__(stream, budget)
        self.found: list[int] = []
        #: Of each cell format the number of its number format, which `code_of` spells out.
        self.numbers: list[int] = []
        self._codes: dict[int, str] = {}
        self._meanings: dict[int, int] = {}
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.tags += 1
        self.pieces.clear()
        if self.depth == 2:
            self._inside = tag
        elif tag == "numFmt" and self._inside == "numFmts":
            self._codes[int(attributes["numFmtId"])] = attributes["formatCode"][:LONGEST_CODE]
        elif tag == "xf" and self._inside == "cellXfs":
            number = int(attributes.get("numFmtId", 0))
            if number not in self._meanings:
                self._meanings[number] = self._meaning(number)
            self.found.append(self._meanings[number])
            self.numbers.append(number)
        if len(self.found) + len(self._codes) > limits.MAX_FORMATS:
            raise too_much()

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def code_of(self, number: int) -> str:
        return self._codes.get(number) or BUILTIN_FORMATS.get(number, "General")

    def _meaning(self, number: int) -> int:
        return DATE if number in _CHINESE_DATES else meaning_of(self.code_of(number))


def meaning_of(code: str) -> int:
    """What a number format makes of a number: whether a person reads another one than is stored."""
    code = _IGNORED.sub("", code)
    signs = _LITERAL.sub("", code).partition(";")[0]
    if _ELAPSED.search(signs):
        return DURATION
    if is_date_format(signs):
        return DATE
    if "%" in signs:
        return PERCENT
    literals = "".join(_LITERAL.findall(code)) if any(digit in signs for digit in "0#?") else ""
    return DISGUISED if _SCALED.search(signs) or _DISGUISING.search(literals) else GENERAL


def clean(text: str) -> str:
    """A text of the file as it is stored: without Excel's escapes and without what nobody sees."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return without_unseen(text)


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
