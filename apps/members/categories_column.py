"""The column 分类 of the members' workbook: the categories that a member is of today, several with 、."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.batches import batches
from apps.core.calendar import today, valid_on
from apps.core.restricted import mask_whole
from apps.core.versioning import save_many
from apps.members.models import Member, MemberCategory
from apps.members.models.category import PUBLIC_WORDS
from apps.workbooks.columns import BadValue, Column, as_text

_BETWEEN = re.compile(r"[、，,;；/\s]+")
_WORDS: dict[str, str] = {str(value): word for word, value in PUBLIC_WORDS.items()}


@dataclass(frozen=True)
class CategoriesColumn(Column):
    """Reads into the words in the order in which they are written, each once; what is masked stays masked."""

    @property
    def takes(self) -> str:
        return _("Several of these, with 、 between them: %(words)s") % {"words": "、".join(PUBLIC_WORDS)}

    def read(self, value: Any) -> str:
        if (text := as_text(value)) == mask_whole(text):
            return text
        words = set(_BETWEEN.split(text))
        if words - PUBLIC_WORDS.keys():
            offered = "、".join(PUBLIC_WORDS)
            raise BadValue(_("Not one of the words that this column takes: %(words)s") % {"words": offered})
        return "、".join(word for word in PUBLIC_WORDS if word in words)


def categories_of(codes: Collection[str], on: date) -> Mapping[str, str]:
    """What the column says of each of these members.  A query for a thousand."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in batches(sorted(codes)):
        rows = MemberCategory.objects.counted().filter(valid_on(on), member__in=some, category__in=_WORDS)
        for code, category in rows.order_by().values_list("member", "category"):
            found[code].add(_WORDS[category])
    return {code: "、".join(word for word in PUBLIC_WORDS if word in words) for code, words in found.items()}


def write_categories(members: Iterable[tuple[Member, str]], by: User | None) -> None:
    """Let members be of these categories from today on, and of no other that the column knows.

    What began today ends as if it had never been: it is withdrawn.
    """
    wanted = {member.code: (member, set(words.split("、")) - {""}) for member, words in members}
    open_ones: list[MemberCategory] = []
    for some in batches(sorted(wanted)):
        rows = MemberCategory.objects.counted().filter(valid_on(today()), member__in=some, category__in=_WORDS)
        open_ones += rows.select_for_update()
    ended, withdrawn = [], []
    for it in open_ones:
        words = wanted[it.member_id][1]
        if (word := _WORDS[it.category]) in words:
            words.remove(word)
        elif it.start < today():
            it.end = today()
            ended.append(it)
        else:
            it.withdrawn_at, it.withdrawn_reason, it.withdrawn_by = timezone.now(), _("Imported again"), by
            withdrawn.append(it)
    save_many(ended, fields=["end"], by=by)
    save_many(withdrawn, fields=["withdrawn_at", "withdrawn_reason", "withdrawn_by"], by=by)
    MemberCategory.objects.bulk_create(
        (
            MemberCategory(
                member=member,
                organisation_id=member.organisation_id,
                category=PUBLIC_WORDS[word],
                start=today(),
                recorded_by=by,
            )
            for member, words in wanted.values()
            for word in sorted(words)
        ),
        batch_size=1000,
    )
