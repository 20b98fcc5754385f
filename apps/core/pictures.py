"""Photographs are drawn anew: upright, no larger than a screen shows, without place, time or camera."""

from io import BytesIO

from PIL import Image

#: What a picture may measure before it is drawn, in pixels, and its longer side afterwards.
MAX_PIXELS = 60_000_000
LONGER_SIDE = 2000

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooManyPixels(Exception):
    """The picture would fill the memory."""


class Damaged(Exception):
    """The picture cannot be read to its end."""


def drawn_anew(content: bytes) -> bytes:
    """A JPEG, PNG or WebP picture as a JPEG; the same picture gives the same bytes.

    Raises `TooManyPixels` before anything is unpacked, and `Damaged`.
    """
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as opened:
            return _drawn(opened)
    except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise TooManyPixels from fault
    except Exception as fault:  # a decoder that meets nonsense raises whatever it likes
        raise Damaged from fault


def _drawn(opened: Image.Image) -> bytes:
    if opened.width * opened.height > MAX_PIXELS:
        raise TooManyPixels
    turn = _turn_of(opened)
    # A JPEG is read at a fraction of its size where that is enough; a picture is made smaller before it is copied.
    opened.draft(None, (LONGER_SIDE, LONGER_SIDE))
    if opened.mode not in ("RGB", "RGBA"):
        opened = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    opened.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS)
    upright = opened.transpose(turn) if turn is not None else opened
    # A canvas of its own: whatever the file says beside the pixels stays behind; what is see-through becomes white.
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    kept = BytesIO()
    canvas.save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()


def _turn_of(opened: Image.Image) -> Image.Transpose | None:
    """How the camera was held; None for upright, and where the notes of the camera make no sense."""
    try:
        return _UPRIGHT.get(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # they are parsed as they come
        return None
