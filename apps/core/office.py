"""Whether an Office file does more than be read: told by the types of its parts and by what belongs to what."""

from collections.abc import Iterator
from enum import Enum, auto
from re import IGNORECASE, search
from typing import Any

from defusedxml.ElementTree import XMLParser

from apps.core.ooxml import MEGABYTE, Package, has_macros, too_large, unzipped

#: Parts are many only in a file that was made to be a burden.
_MAX_PARTS = 5_000
#: Of the XML of a text document so much is looked through for fields.
_MAX_TEXT = 48 * MEGABYTE
_DEEPEST = 2

#: Words in the types of parts, and whole types of relations, both in small letters.
_PROGRAM_PARTS = (
    "vbaproject",
    "macroenabled",
    "macrosheet",
    "activex",
    "oleobject",
    "webextension",
    "attachedtoolbars",
)
_PROGRAM_RELATIONS = {"vbaproject", "wordvbadata", "oleobject", "control", "activexcontrolbinary", "webextension"}
_LINK_PARTS = ("externallink+xml", "connections+xml", "querytable+xml")
_LINK_RELATIONS = {"attachedtemplate", "externallink", "externallinkpath", "afchunk", "subdocument", "frame"}
_DDE = r"(^|[^a-z])dde(auto)?([^a-z]|$)"


class Active(Enum):
    """What is wrong: it runs something, or it brings in something from elsewhere."""

    PROGRAMS = auto()
    LINKS = auto()


def what_is_active(package: Package, depth: int = 0) -> Active | None:
    names = list(package.names())
    if len(names) > _MAX_PARTS or depth > _DEEPEST:
        raise too_large()
    types = list(_types(package, names))
    relations = list(_relations(package, names))
    if has_macros(package) or any(word in kind for word in _PROGRAM_PARTS for kind in types):
        return Active.PROGRAMS
    if any(kind in _PROGRAM_RELATIONS for kind, _outside in relations):
        return Active.PROGRAMS
    if any(word in kind for word in _LINK_PARTS for kind in types):
        return Active.LINKS
    # Following a link is the reader's choice; all else that lies outside is fetched when the file is opened.
    if any(kind in _LINK_RELATIONS or (outside and kind != "hyperlink") for kind, outside in relations):
        return Active.LINKS
    if search(_DDE, _fields(package, names), IGNORECASE):
        return Active.LINKS
    return next((found for name in names if (found := _inside(package, name, depth))), None)


def _types(package: Package, names: list[str]) -> Iterator[str]:
    """The types of the parts that are there."""
    by_name, by_ending = {}, {}
    for element in package.tree("[Content_Types].xml"):
        kind = element.get("ContentType", "").lower()
        by_name[element.get("PartName", "").lstrip("/").lower()] = kind
        by_ending[element.get("Extension", "").lower()] = kind
    for name in names:
        yield by_name.get(name) or by_ending.get(name.rpartition(".")[2], "")


def _relations(package: Package, names: list[str]) -> Iterator[tuple[str, bool]]:
    """The last word of the type of each, and whether it leads out of the file."""
    for name in names:
        if name.endswith(".rels"):
            for element in package.tree(name):
                kind = element.get("Type", "").rpartition("/")[2].lower()
                yield kind, element.get("TargetMode", "").lower() == "external"


class _Instructions:
    """Collects what fields are told to do; Word splits that over as many runs as it likes."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._inside = name == "instrText"
        if name == "fldSimple":
            self.found += [" ", *(value for key, value in attributes.items() if key.endswith("instr")), " "]
        elif name == "fldChar" and "begin" in attributes.values():
            self.found.append(" ")

    def data(self, text: str) -> None:
        if self._inside:
            self.found.append(text)

    def end(self, _tag: str) -> None:
        self._inside = False

    def close(self) -> str:
        return "".join(self.found)


def _fields(package: Package, names: list[str]) -> str:
    left, found = _MAX_TEXT, []
    for name in names:
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        parser: Any = XMLParser(target=_Instructions(), forbid_dtd=True)
        with package.open(name) as stream:
            while chunk := stream.read(MEGABYTE):
                left -= len(chunk)
                if left < 0:
                    raise too_large()
                parser.feed(chunk)
        found.append(parser.close())
    return " ".join(found)


def _inside(package: Package, name: str, depth: int) -> Active | None:
    """Files within the file: the workbook behind a chart is one like this; everything else is a program's."""
    if "/embeddings/" not in name:
        return None
    with package.open(name) as stream:
        if stream.read(4) != b"PK\x03\x04":
            return Active.PROGRAMS
    with package.open(name) as stream:
        return what_is_active(Package(unzipped(stream)), depth + 1)
