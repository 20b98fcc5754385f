"""Every write about monthly filings."""

from apps.filings.services.drafting import LineEntry, filing_keep_remarks, filing_nil_return, filing_save_draft
from apps.filings.services.objecting import objection_answer, objection_say
from apps.filings.services.opening import filings_open_due, months_open
from apps.filings.services.reviewing import filing_extend, filing_reopen, filing_return, filings_approve, filings_extend
from apps.filings.services.submitting import (
    Refused,
    filing_ask_to_reopen,
    filing_confirm,
    filing_pass_on,
    filing_submit,
)
from apps.filings.services.transitions import ChangedMeanwhile, Seen, as_seen

__all__ = [
    "ChangedMeanwhile",
    "LineEntry",
    "Refused",
    "Seen",
    "as_seen",
    "filing_ask_to_reopen",
    "filing_confirm",
    "filing_extend",
    "filing_keep_remarks",
    "filing_nil_return",
    "filing_pass_on",
    "filing_reopen",
    "filing_return",
    "filing_save_draft",
    "filing_submit",
    "filings_approve",
    "filings_extend",
    "filings_open_due",
    "months_open",
    "objection_answer",
    "objection_say",
]
