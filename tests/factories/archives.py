"""ZIP files that are not as they should be."""


def before_itself(content: bytes) -> bytes:
    """A ZIP file whose list says that it stands a whole file further on: its members would begin before the file."""
    at = content.rindex(b"PK\x05\x06") + 16
    moved = int.from_bytes(content[at : at + 4], "little") + len(content)
    return content[:at] + moved.to_bytes(4, "little") + content[at + 4 :]
