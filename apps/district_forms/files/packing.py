"""A package with some of its parts exchanged: the others stay byte by byte, in their order and under their names."""

import zipfile
from collections.abc import Mapping
from io import BytesIO


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package `content` with the parts of these names (as `core.ooxml.Package` has them) in place of its own."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            data = parts[name] if name in parts else old.read(entry)
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type, kept.external_attr = entry.compress_type, entry.external_attr
            new.writestr(kept, data)
    return made.getvalue()
