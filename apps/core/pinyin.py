"""Chinese text found by how it is spelled: whole syllables (``hongshicun``, ``hongsh``) or first letters (``hsc``).

Nothing is stored beside the text: the letters become a regular expression over the characters that are read so, which
both databases carry out.  So what is found is never behind what is written.  A character with several readings is found
by each.  The readings are the table of pypinyin, of which only this file is read, and only once somebody searches: the
package itself would load its 47,000 phrases as well, some 45 MB a process.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from apps.core.text import half_width

#: Letters and what people write between syllables.
_LETTERS = re.compile(r"[a-z](?:[\s'’-]?[a-z]){1,29}")
_BETWEEN = re.compile(r"[\s'’-]")
#: Longer ones are not typed as first letters.
MOST_INITIALS = 10
#: So many ways to take letters apart into syllables are tried: ``xian`` is xian and xi an.
MOST_WAYS = 12
_LONGEST = len("zhuang")
#: The characters of everyday (CJK unified ideographs); what lies beyond is found by itself only.
_FIRST, _LAST = 0x4E00, 0x9FFF


def spelled(text: str) -> str | None:
    """The pattern of what is spelled `text`; None where that is no spelling."""
    typed = half_width(text).lower().replace("ü", "v")
    if not _LETTERS.fullmatch(typed):
        return None
    letters = _BETWEEN.sub("", typed)
    ways = [_whole(letters), _initials(letters)] if len(letters) <= MOST_INITIALS else [_whole(letters)]
    return "|".join(filter(None, ways)) or None


def _initials(letters: str) -> str:
    """A character for each letter; nothing where no character begins with one of them."""
    known = _characters_by_beginning()
    return "".join(f"[{known[it]}]" for it in letters) if all(it in known for it in letters) else ""


def _whole(letters: str) -> str:
    """A character for each syllable, the last of which may have only begun."""
    return "|".join("".join(f"[{_read_as(it)}]" for it in way) for way in _ways(letters))


def _ways(letters: str) -> list[tuple[str, ...]]:
    """The first ways to take letters apart, longest syllables first; the last part may be the beginning of one."""
    whole = _characters_by_syllable()
    ways: dict[int, list[tuple[str, ...]]] = {}
    for start in reversed(range(len(letters))):
        rest = letters[start:]
        found: list[tuple[str, ...]] = [(rest,)] if _read_as(rest) else []
        for end in range(min(len(letters) - 1, start + _LONGEST), start, -1):
            if letters[start:end] in whole:
                found += [(letters[start:end], *way) for way in ways[end]]
        ways[start] = found[:MOST_WAYS]
    return ways[0]


def _read_as(part: str) -> str:
    """The characters that are read so, or begin so where it is no whole syllable."""
    return _characters_by_syllable().get(part) or _characters_by_beginning().get(part, "")


@cache
def _characters_by_beginning() -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for syllable, signs in _characters_by_syllable().items():
        for length in range(1, len(syllable) + 1):
            found[syllable[:length]].update(signs)
    return {beginning: "".join(sorted(signs)) for beginning, signs in found.items()}


@cache
def _characters_by_syllable() -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, readings in _table().items():
        if _FIRST <= int(code) <= _LAST:
            for reading in readings.split(","):
                found[_without_tone(reading)].add(chr(int(code)))
    return {syllable: "".join(sorted(signs)) for syllable, signs in found.items()}


def _table() -> dict[str, str]:
    """By the number of a character its readings with tones: ``{"31461": "shí,dàn"}``."""
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ImportError("pypinyin")
    table: dict[str, str] = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_text("utf-8"))
    return table


def _without_tone(reading: str) -> str:
    """``lǜ`` → ``lv``."""
    parts = unicodedata.normalize("NFD", reading)
    spelt = re.sub("u([\u0300\u0301\u0304\u030c]?)\u0308", "v", parts)
    return "".join(it for it in spelt if not unicodedata.combining(it))
