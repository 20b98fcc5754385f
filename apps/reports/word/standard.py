"""The measures of GB/T 9704-2012 (党政机关公文格式), as `docx` takes them.

A page of A4 with a text area of 156 × 225 mm holds 22 lines of 28 characters of 3号 (16 pt): a line every 28.99 pt and
a character every 15.79 pt.  Sources: the standard, sections 5.2 and 7.
"""

from docx.shared import Emu, Mm, Pt, RGBColor

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
#: The page number stands with its dash 7 mm below the text area.
FOOTER = Mm(23)
#: Annexes with tables lie on their side.
SIDE_TOP, SIDE_BOTTOM, SIDE_LEFT, SIDE_RIGHT = Mm(28), Mm(26), Mm(35), Mm(37)
TEXT_WIDTH = Emu(PAGE_WIDTH - LEFT - RIGHT)
TEXT_HEIGHT = Emu(PAGE_HEIGHT - TOP - BOTTOM)
SIDE_WIDTH = Emu(PAGE_HEIGHT - SIDE_LEFT - SIDE_RIGHT)

#: The rules of 版记 in eighths of a point: 0.35 mm outside, 0.25 mm between.
THICK, THIN = 8, 6
#: Beside the text of a cell, in twentieths of a point.
CELL_MARGIN = 28

LINES, CHARACTERS = 22, 28
#: Twentieths of a point from line to line.
LINE_PITCH = int(Emu(PAGE_HEIGHT - TOP - BOTTOM).pt * 20 / LINES)
LINE = Pt(LINE_PITCH / 20)

THREE, TWO, FOUR, FIVE, LITTLE_FIVE = Pt(16), Pt(22), Pt(14), Pt(10.5), Pt(9)
#: 4096ths of a point that the grid adds to each character (here: takes from it).
CHARACTER_SPACE = round((Emu(PAGE_WIDTH - LEFT - RIGHT).pt / CHARACTERS - THREE.pt) * 4096)
#: Twentieths of a point taken from each character of 3号, so that a line holds 28 of them.
TIGHTER = -5
MARK = Pt(42)
#: The upper edge of the mark is 35 mm below that of the text area.
MARK_BELOW = Mm(35)
#: Titles of two lines stand closer together than their size asks for.
TITLE_LINE = Pt(34)
RED_LINE_BELOW = Mm(4)
RED = RGBColor(0xFF, 0x00, 0x00)
BLACK = RGBColor(0, 0, 0)

FANG_SONG, KAI, HEI, SONG, TITLE_SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
#: The faces of 一、 / （一） / 1.
LEVELS = {1: HEI, 2: KAI, 3: FANG_SONG}
