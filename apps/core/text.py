"""One rule for text, whatever it came by: typed, pasted, imported, searched for.

What nobody sees does not count: outer blanks of every kind are trimmed, control signs, direction marks and signs
without width are dropped wherever they stand, and text with nothing visible is blank.  A line break is one sign,
``\\n``.  Radicals that PDF files and input methods put in the place of ideographs (⽀ for 支) are those ideographs.
`half_width` goes further, for codes, numbers and dates, and for comparing: what looks the same is the same there.
"""

import re
import unicodedata
from math import ceil

#: CJK radicals beside the ideographs that they look like (EquivalentUnifiedIdeograph.txt of Unicode); the Kangxi
#: radicals U+2F00 … U+2FD5 are known to `unicodedata`.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長"
    "⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
#: A sign of Braille without a dot is as blank as a space.
RADICALS: dict[int, str] = {**dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True)), **_KANGXI}
_REPLACED = {**RADICALS, 0x2800: " "}
#: Full-width letters, digits and signs, and the blank as wide as they are.
FULL_WIDTH: dict[int, str] = {**{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, 0x3000: " "}

#: What `unicodedata.east_asian_width` calls characters that take the room of two.
_IS_WIDE = frozenset("WFA")
_BREAK = re.compile(r"\s*\n\s*")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: Control signs but tab and line feed, formatting without width, fillers, halves of pairs, what is no character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
#: Printable by Python's word, and yet dropped, replaced or unseen when alone.
_ODD = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u2e80-\u2fdf\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
#: Blanks and selectors of variants: neither is seen without another sign.
_NOTHING = re.compile("[\\s\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


def visible(text: str) -> str:
    """`text` without what nobody sees; outer blanks stay, unless there is nothing else."""
    if text.isascii() and text.isprintable():
        return "" if text.isspace() else text
    if not text.isprintable() or _ODD.search(text):
        text = _UNSEEN.sub("", _LINE_BREAK.sub("\n", text)).translate(_REPLACED)
        if _NOTHING.fullmatch(text):
            return ""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """`text` as it is stored: without what nobody sees, and without outer blanks."""
    return visible(text).strip()


def on_one_line(text: str) -> str:
    """`text` without the breaks by which people fit it into a cell; between Latin words a blank is left."""
    return _BREAK.sub(lambda found: " " if text[: found.start()][-1:].isascii() else "", text) if "\n" in text else text


def half_width(text: str) -> str:
    """`text` as it is compared and searched for: cleaned, full-width letters, digits and signs as half-width ones."""
    return text.strip() if text.isascii() and text.isprintable() else clean(clean(text).translate(FULL_WIDTH))


def lines_of(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` half-width characters."""
    if "\n" not in text:
        return 1 if len(text) * 2 < width else max(1, ceil(text_width(text) / max(2, width - 1)))
    return sum(lines_of(line, width) for line in text.split("\n"))


def text_width(text: str) -> int:
    """The width of `text` in half-width characters: a Chinese one takes two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_IS_WIDE.__contains__, map(unicodedata.east_asian_width, text)))
