"""封面: which committee, which year, as of when; blanks for number, seal, date and signatures."""

from apps.reports.labels import CUT, long_date
from apps.reports.layout import Cover, Head
from apps.reports.titles import title_lines

#: So much of the checksum can be compared by eye.
SHOWN = 16


def cover(head: Head) -> Cover:
    checksum = " ".join(head.sha256[at : at + 4] for at in range(0, SHOWN, 4))
    signature = head.signature
    revised = (("修订", f"更正第{head.revises}号报告，见《更正说明》"),) if head.revises else ()
    signed = (("报告编号", f"第{signature.number}号"),) if signature else ()
    remark = (("审签说明", signature.remark),) if signature and signature.remark else ()
    return Cover(
        key="cover",
        name="封面",
        title=title_lines(head),
        subtitle="（附　表）",
        entries=(
            ("填报单位（盖章）", head.organisation),
            *signed,
            *revised,
            ("文号", "　　〔　　　　〕　　号"),
            ("数据截止日期", long_date(head.as_of)),
            ("填报时间", long_date(signature.day) if signature else "　　　年　　月　　日"),
            ("负责人（签名）", signature.name if signature else ""),
            *remark,
            ("审核人", ""),
            ("填表人（签名）", ""),
            ("联系电话", ""),
        ),
        notes=(
            f"注：1. {CUT}",
            "　　2. 各表只统计已核准的等次，尚未核准的另行注明，不计入。",
            f"　　3. 数据校验码（SHA-256 前{SHOWN}位）：{checksum}",
        ),
    )
