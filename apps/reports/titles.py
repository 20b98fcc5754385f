"""What a report is called on itself.  Pure."""

from apps.reports.layout import Head


def subject(head: Head) -> str:
    """``关于2026年度党建工作情况的报告``; of a month ``关于2026年10月党建工作任务完成情况的通报``."""
    if head.month:
        return f"关于{head.year}年{head.month}月党建工作任务完成情况的通报"
    return f"关于{head.year}年度党建工作情况的{'通报' if head.issued else '报告'}"


def title_lines(head: Head) -> tuple[str, str]:
    """The title in lines of its own, broken by sense; that of a bulletin is too long for one."""
    if head.month:
        return f"关于{head.year}年{head.month}月党建工作", "任务完成情况的通报"
    return head.organisation, subject(head)


def file_title(head: Head) -> str:
    """For the name of a file, without its number."""
    if head.month:
        return f"{head.organisation}{head.year}年{head.month}月党建工作通报"
    return f"{head.organisation}{head.year}年度党建工作情况报告"
