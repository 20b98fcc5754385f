"""Whether an Office file does something when it is opened, told by what its parts are and not by their names."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from html import unescape

from apps.core.packages import MEGABYTE, Package, content_types, too_large, unzipped

#: Words of the types of parts (content types) that run, or hide another program's file.
_ACTIVE_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex", "oleobject", "keymapcustomizations")
#: What one part may be to another (the last word of the relation's type) when it runs or hides another program's file.
_ACTIVE_RELATIONS = frozenset(
    {
        "vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet", "control", "activexcontrolbinary", "oleobject",
        "attachedtoolbars", "keymapcustomizations", "customui", "subdocument", "attachedtemplate", "frame",
    }
)  # fmt: skip
_EMBEDDED = "package"
_FIELD_CODES = re.compile(r'<(?:\w+:)?instrText\b[^>]*>([^<]*)<|\binstr="([^"]*)"|\bfldChar\b')
_LARGEST_TEXT = 64 * MEGABYTE


def is_active(package: Package, *, deep: int = 2) -> bool:
    """Whether a package runs programs, fetches something from elsewhere or hides what cannot be looked into.

    Links that somebody has to press are allowed.  A chart brings its figures along as a workbook: that is looked into
    as well, `deep` times.  What is broken raises (`broken_is_refused`).
    """
    types = content_types(package)
    return (
        any(word in types for word in _ACTIVE_TYPES)
        or any(_leads_to_something(package, name, deep) for name in package.names() if name.endswith(".rels"))
        or any(_asks_another_program(package, name) for name in package.names() if _is_text(name))
    )


def _leads_to_something(package: Package, listed: str, deep: int) -> bool:
    """Whether a list of relations names what runs, what lies elsewhere, or a file that does."""
    for relation in package.listed_relations(listed):
        kind = relation.type.lower()
        if kind in _ACTIVE_RELATIONS or (relation.external and kind != "hyperlink"):
            return True
        if kind == _EMBEDDED and package.has(relation.target) and _embedded_is_active(package, relation.target, deep):
            return True
    return False


def _embedded_is_active(package: Package, name: str, deep: int) -> bool:
    if not deep:
        return True
    with package.open(name) as stream:
        if package.size(name) > _LARGEST_TEXT:
            raise too_large()
        return is_active(Package(unzipped(stream)), deep=deep - 1)


def _is_text(name: str) -> bool:
    return name.endswith(".xml") and name.startswith(("word/", "xl/externallinks/"))


def _asks_another_program(package: Package, name: str) -> bool:
    """Whether a field of a text, or a link of a workbook, is a DDE call."""
    if package.size(name) > _LARGEST_TEXT:
        raise too_large()
    with package.open(name) as stream:
        content = stream.read()
    text = content.decode("utf-16" if content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8", "replace")
    # Word cuts the code of a field into as many pieces as it likes; `fldChar` stands between two fields.
    codes = "".join(unescape(it[it.lastindex]) if it.lastindex else " " for it in _FIELD_CODES.finditer(text))
    return "ddeLink" in text or any(word.startswith("DDE") for word in codes.upper().split())
