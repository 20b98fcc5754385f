"""What the demonstration township writes in its year-end report: texts that fit any year, figures by reference."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "highlights": (
        "以分类定级、晋位升级为抓手，推动先进党组织争创、一般党组织提升、后进党组织整顿，一般党组织升级率【OPT-03】。\n"
        "村（社区）活动阵地实现便民服务、党员活动、群众议事共用，“三有”覆盖率【VIT-03】。\n"
        "健全困难党员联系帮扶台账，困难党员帮扶面【CAR-02】。"
    ),
    "problems": (
        "少数支部会议记录不完整，“三会一课”落实率【QUA-05】，离规范要求尚有差距。\n"
        "部分两新组织党员人数少、流动快，组建后作用发挥不够。"
    ),
    "next_steps": (
        "一是对后进党组织逐一明确联系领导、帮扶单位和整改时限，实行销号管理。\n"
        "二是加强支部书记和党务工作者培训，规范会议记录和档案。\n"
        "三是推进村级活动阵地改造和两新组织联合组建，扩大组织和工作覆盖。"
    ),
}

#: Who is responsible for the indicators of the plan, by the first letters of their codes.
OWNERS: Mapping[str, str] = {
    "OPT": "党委副书记周正华",
    "PIO": "组织委员何敏",
    "QUA": "组织委员何敏",
    "CAR": "组织委员何敏",
    "VIT": "副镇长罗永强",
    "CAD": "组织委员何敏",
    "MAS": "镇团委林大伟",
    "FIL": "副镇长罗永强",
}
