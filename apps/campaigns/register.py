"""The registers of campaigns and of their stages."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.campaigns.models import Campaign, Stage
from apps.frequencies.models import WHOM_WORDS
from apps.registers.lines import Line
from apps.registers.links import SeenBelow
from apps.registers.register import KEPT_BY_STAFF
from apps.registers.registry import declare


@declare
class Campaigns(SeenBelow):
    name = "campaigns"
    record_name = "campaign"
    title = gettext_lazy("Campaigns")
    record_title = gettext_lazy("Campaign")
    explained = gettext_lazy(
        "Named drives, whom they concern, from when until when; who took part, with which activities"
    )
    icon = "flag"
    sheet = "专项"
    organisation_label = gettext_lazy("For this organisation and all below it")
    detail_template = "campaigns/detail.html"
    model = Campaign
    titled = "title"
    roles = KEPT_BY_STAFF
    settles = True
    one_at_a_time = ("organisation", "title")
    overlapping = gettext_lazy("There is one of this name at that time.")
    gap = gettext_lazy("From %(start)s to %(end)s (not included) it does not run.")
    open_gap = gettext_lazy("From %(start)s on it runs no longer.")
    lines: ClassVar[Any] = (
        Line("title", "专项名称", key=True, listed=True, searched=True, width=32),
        Line("whom", "适用对象", listed=True, words=WHOM_WORDS, width=18),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("basis", "依据", searched=True, width=40),
        Line("purpose", "目的", width=40),
        Line("body", "领导机构及成员", width=40),
    )


@declare
class Stages(SeenBelow):
    name = "campaign-stages"
    record_name = "campaign_stage"
    reported = False
    title = gettext_lazy("Stages of campaigns")
    record_title = gettext_lazy("Stage of a campaign")
    explained = gettext_lazy("What each stage of a campaign asks for, from when until when, and when it was completed")
    icon = "timeline"
    sheet = "专项阶段"
    model = Stage
    titled = "title"
    roles = KEPT_BY_STAFF
    settles = True
    lines: ClassVar[Any] = (
        Line("campaign", "专项名称", key=True, listed=True, searched=True, width=32),
        Line("title", "阶段", key=True, listed=True, width=20),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("asked", "阶段要求", width=40),
        Line("done_on", "完成日期", listed=True),
    )

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """Each stage belongs to a campaign of the same organisation and lies within it.  One query."""
        if not {"campaign", "start", "end", "organisation"}.intersection(changed):
            return super().entry_errors(records, changed)
        named = Campaign.objects.counted().filter(title__in={it.campaign for it in records})
        known: dict[tuple[int, str], list[Any]] = {}
        for campaign in named:
            known.setdefault((campaign.organisation_id, campaign.title), []).append(campaign)
        return [_errors(it, known.get((it.organisation_id, it.campaign), [])) for it in records]


def _errors(stage: Any, campaigns: Sequence[Any]) -> dict[str, str]:
    if not campaigns:
        return {"campaign": _("There is no campaign of this name here: enter it first.")}
    end = stage.end or date.max
    if stage.start and not any(it.start <= stage.start and end <= (it.end or date.max) for it in campaigns):
        return {"start": _("Outside the days of the campaign.")}
    return {}
