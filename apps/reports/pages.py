"""Where the pages of a sheet end, and how high its rows must be for the last page to hold some of them.  Pure.

Excel and LibreOffice take no page breaks of ours on a sheet that is made as wide as the page, and repeat the heads on
a page that holds nothing but notes and the place for signatures.  A little more height moves rows on to it, a little
less makes room for it.
"""

from collections.abc import Callable, Sequence

#: A4 on its side within the margins of `Canvas`, in points.
WIDTH, HEIGHT = 842 - 1.2 * 72, 595 - 1.5 * 72
#: So many rows stand on the last page at least, above the notes.
LEAST_ROWS = 3
#: Longer lists are left as they are: nobody prints them for signing.
MOST_ROWS = 400
#: What the heights may be multiplied with, in hundredths, the nearest to what they are first.
_FACTORS = sorted(range(90, 141), key=lambda it: (abs(it - 100), it))
#: A half-width character in points: with the font of the workbook, and with what stands in where that is missing.
_CHARACTERS = (5.25, 7.05)
#: Besides, programmes differ by a few hundredths in how high a page is.
_DOUBTS = (1.0, 0.98, 1.02, 0.96, 1.04)


def growth(rows: Sequence[float], *, first: float, heads: float, foot: float, widths: Sequence[float]) -> float:
    """By how much the heights of `rows` are multiplied, 1.0 where they are good as they are.

    In points: `first` is what stands above the rows on the first page, `heads` on every further one, `foot` what
    follows them; `widths` of the columns in half-width characters.
    """
    if not rows or len(rows) > MOST_ROWS:
        return 1.0
    heights = [HEIGHT * max(1.0, sum(it * wide + 3.75 for it in widths) / WIDTH) for wide in _CHARACTERS]

    def good(factor: float, doubts: Sequence[float]) -> bool:
        return all(
            _rows_on_last_page([it * factor for it in rows], page * doubt, first, heads, foot)
            >= min(LEAST_ROWS, len(rows))
            for page in heights
            for doubt in doubts
        )

    # Good whatever the programme is best; else as sure as it gets.
    return next(
        (factor for sure in range(len(_DOUBTS), 0, -1) if (factor := _first_good(good, _DOUBTS[:sure])) is not None),
        1.0,
    )


def _first_good(good: Callable[[float, Sequence[float]], bool], doubts: Sequence[float]) -> float | None:
    return next((it / 100 for it in _FACTORS if good(it / 100, doubts)), None)


def _rows_on_last_page(rows: Sequence[float], page: float, first: float, heads: float, foot: float) -> int:
    """How many of the rows stand on the page on which the foot ends."""
    used, here = first, 0
    for height in rows:
        if used + height > page:
            used, here = heads, 0
        used, here = used + height, here + 1
    return here if used + foot <= page else 0
