"""Every write about year-end reports."""

from apps.reports.services.commenting import indicator_comment_save
from apps.reports.services.comparing import reports_compare
from apps.reports.services.production import report_part_produce, report_produce
from apps.reports.services.requests import report_ask_again, report_cancel, report_request
from apps.reports.services.revising import report_revise, report_send
from apps.reports.services.signing import report_downloaded, report_sign
from apps.reports.services.writing import report_text_save

__all__ = [
    "indicator_comment_save",
    "report_ask_again",
    "report_cancel",
    "report_downloaded",
    "report_part_produce",
    "report_produce",
    "report_request",
    "report_revise",
    "report_send",
    "report_sign",
    "report_text_save",
    "reports_compare",
]
