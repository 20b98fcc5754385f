"""The five stages of an admission (发展党员五个阶段) and their steps."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.steps import Step

#: Each stage with the codes of its steps.
STAGES = (
    (_("Application"), ("applied", "talked")),
    (_("Activist"), ("activist", "filed", "mentored", "checked")),
    (_("Candidate"), ("noticed", "candidate", "candidate_filed", "introduced", "reviewed", "trained")),
    (_("Admission"), ("examined", "prereviewed", "form", "meeting", "interviewed", "approved", "reported")),
    (
        _("Probation"),
        ("placed", "oath", "observed", "full_applied", "extended", "full_meeting", "full_approved", "archived"),
    ),
)
#: These are taken only where they are asked for.
OPTIONAL = frozenset({"noticed", "extended"})
#: These are taken again and again; their day is the last one.
REPEATED = frozenset({"checked", "observed"})

_TITLES = {
    "applied": (_("application handed in"), pgettext_lazy("admission", "Apply")),
    "talked": (_("talked with"), _("Record the talk")),
    "activist": (_("activist"), _("Make an activist")),
    "filed": (_("activist put on file"), _("Put the activist on file")),
    "mentored": (_("mentors named"), _("Name mentors")),
    "checked": (_("checked as an activist"), _("Record a check")),
    "noticed": (pgettext_lazy("honour", "on public notice"), pgettext_lazy("step", "Put on public notice")),
    "candidate": (_("candidate for admission"), _("Make a candidate")),
    "candidate_filed": (_("candidate put on file"), _("Put the candidate on file")),
    "introduced": (_("introducers named"), _("Name introducers")),
    "reviewed": (_("political review passed"), _("Record the political review")),
    "trained": (_("trained as a candidate"), _("Record the training")),
    "examined": (_("examined by the branch committee"), _("Record the examination")),
    "prereviewed": (_("pre-review passed"), _("Pass the pre-review")),
    "form": (_("application form filled in"), _("Record the application form")),
    "meeting": (_("admitted by the branch meeting"), _("Record the branch meeting")),
    "interviewed": (_("interviewed"), _("Record the interview")),
    "approved": (_("admission approved: probationary member"), _("Approve the admission")),
    "reported": (_("reported to the higher level"), _("Record the report")),
    "placed": (_("placed in a branch and group"), _("Place in a branch and group")),
    "oath": (_("oath taken"), _("Record the oath")),
    "observed": (_("checked on probation"), _("Record a check on probation")),
    "full_applied": (_("full membership applied for"), _("Record the application for full membership")),
    "extended": (_("probation extended"), _("Extend the probation")),
    "full_meeting": (_("full membership passed by the branch meeting"), _("Record the branch meeting on it")),
    "full_approved": (_("full membership approved"), _("Approve full membership")),
    "archived": (_("papers archived"), _("Archive the papers")),
}
#: What the committee above decides or puts on file.
_DECIDED = frozenset(
    {"filed", "candidate_filed", "prereviewed", "interviewed", "approved", "reported", "full_approved"}
)
#: What happens to several on one day.
_TOGETHER = frozenset({"filed", "candidate_filed", "trained", "reported", "oath", "archived"})
_ASKS = {
    "activist": ("recommended_by", "recommender"),
    "trained": ("training_hours",),
    "meeting": ("entitled", "in_favour"),
    "extended": ("extension",),
    "full_meeting": ("full_entitled", "full_in_favour"),
}
ORDER = tuple(code for _title, codes in STAGES for code in codes)


def _after(code: str) -> tuple[str, ...]:
    """The states in which a step may be taken: that before it, one that may be left out, and its own if repeated."""
    before = list(ORDER[: ORDER.index(code)])
    found = [before.pop()] if before else [""]
    while found[-1] in OPTIONAL:
        found.append(before.pop())
    return (*found, code) if code in REPEATED else tuple(found)


def _step(code: str) -> Step:
    title, act = _TITLES[code]
    return Step(
        code,
        title,
        act,
        f"{code}_on",
        _after(code),
        "decide" if code in _DECIDED else "record",
        asks=_ASKS.get(code, ()),
        final=code == "archived",
        alone=code not in _TOGETHER,
        tone="green" if code in ("approved", "full_approved", "archived") else "blue",
    )


ENDED = Step(
    "ended",
    pgettext_lazy("admission", "ended"),
    _("End the case"),
    "ended_on",
    tuple(code for code in ORDER if code not in ("full_approved", "archived")),
    "decide",
    needs_reason=True,
    final=True,
    alone=True,
    tone="red",
)
STEPS = (*map(_step, ORDER), ENDED)
