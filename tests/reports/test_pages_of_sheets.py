"""The notes and the place for signatures never stand on a page of their own."""

from apps.reports import pages

#: Narrower than the page whatever the font: 487 points are left between the margins.
NARROW = (20, 20)


def last_page(rows: int, height: float) -> tuple[int, float]:
    """How many rows stand on the last page, and how full it is below them."""
    used, here = 100.0, 0
    for _ in range(rows):
        if used + height > pages.HEIGHT:
            used, here = 44.0, 0
        used, here = used + height, here + 1
    return here, pages.HEIGHT - used


def test_some_rows_stand_above_them_whatever_the_number_of_rows() -> None:
    for rows in range(1, 60):
        factor = pages.growth([22.0] * rows, first=100, heads=44, foot=90, widths=NARROW)
        here, left = last_page(rows, 22 * factor)
        assert (rows, 0.9 <= factor <= 1.4, left >= 90, here >= min(3, rows)) == (rows, True, True, True)


def test_a_table_that_is_good_and_a_list_that_nobody_prints_stay_as_they_are() -> None:
    assert pages.growth([22.0] * 5, first=100, heads=44, foot=90, widths=NARROW) == 1
    assert pages.growth([22.0] * 5000, first=100, heads=44, foot=90, widths=NARROW) == 1
