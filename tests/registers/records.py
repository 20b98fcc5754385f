"""By register: the fields of a proper record, and what an edit changes of it to another proper value."""

from datetime import date
from typing import Any

from apps.core.amount import plain


class Hundredths(int):
    """An amount as the database has it; people write it as a number."""

    def __str__(self) -> str:
        return plain(self)


#: By register: the fields of a record, and what an edit changes of it to another proper value.
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "honours": (
        {"title": "示范村", "level": 1, "named_on": date(2012, 6, 20), "document_number": "清委发〔2012〕28号"},
        {"granted_by": "清溪镇党委"},
    ),
    "matters": (
        {"title": "硬化村道", "category": "practical", "registered_on": date(2012, 3, 1), "due": date(2012, 9, 1)},
        {"owner": "李村长"},
    ),
    "tasks": (
        {
            "title": "书记轮训",
            "type": "general",
            "owner": "何敏",
            "set_on": date(2012, 3, 1),
            "due": date(2012, 9, 1),
        },
        {"stage": "第一期"},
    ),
    "commitments": (
        {"text": "年内硬化村道两公里", "made_on": date(2012, 3, 1), "to_whom": "全体村民"},
        {"due": date(2012, 12, 31)},
    ),
    "documents": (
        {"number": "清委发〔2012〕12号", "type": "opinion", "title": "2012年党建工作意见", "date": date(2012, 3, 20)},
        {"copies": 50},
    ),
    "checklist-items": (
        {"checklist": "three_haves", "start": date(2012, 3, 1), "items": "有场所\n有经费\n有制度"},
        {"basis": "清委发〔2012〕12号"},
    ),
    "listings": (
        {"list": "adopting_unit", "start": date(2012, 3, 1), "basis": "清委发〔2012〕12号"},
        {"end": date(2012, 12, 31)},
    ),
    "leading": (
        {"start": date(2012, 3, 1), "basis": "清委发〔2012〕12号"},
        {"end": date(2012, 12, 31)},
    ),
    "advice": (
        {"text": "建议采收前签好收购合同", "given_on": date(2012, 6, 20)},
        {"given_on": date(2012, 6, 19)},
    ),
    "associations": (
        {"trade": "crops", "product": "柑橘", "start": date(2012, 3, 1)},
        {"villages": "清水村、河坝村"},
    ),
    "member-households": (
        {"date": date(2012, 6, 30), "households": 86, "joined": 5},
        {"left": 1},
    ),
    "agreements": (
        {"subject": "柑橘保底收购", "households": 40, "start": date(2012, 3, 1)},
        {"partner": "禾丰粮油有限公司"},
    ),
    "association-services": (
        {"content": "统一订购良种", "stage": "before", "date": date(2012, 3, 1), "households": 60},
        {"under_agreement": 40},
    ),
    "association-needs": (
        {"subject": "协会启动资金", "type": "funds", "registered_on": date(2012, 3, 1)},
        {"amount": Hundredths(500_000)},
    ),
    "association-projects": (
        {"title": "柑橘示范基地", "combination": "trade_base", "start": date(2012, 3, 1)},
        {"progress": "已建成一期"},
    ),
    "venues": (
        {"title": "党员活动室", "type": "activities", "area": Hundredths(12000), "start": date(2012, 3, 1)},
        {"ownership": "own"},
    ),
    "funds": (
        {"purpose": "work", "date": date(2012, 3, 1), "planned": Hundredths(800_000)},
        {"standard": "每名党员200元"},
    ),
    "incomes": (
        {"type": "collective", "date": date(2012, 3, 1), "amount": Hundredths(12_500_000)},
        {"basis": "经营性收入"},
    ),
    "teams": (
        {"title": "党员志愿服务站", "type": "station", "start": date(2012, 3, 1)},
        {"people": 12},
    ),
    "two-new-units": (
        {"title": "青禾果业有限公司", "type": "enterprise", "coverage": "joint", "start": date(2012, 3, 1)},
        {"staff": 40},
    ),
    "posts": (
        {"post": "secretary", "person": "王建国", "start": date(2012, 3, 1)},
        {"trained_on": date(2012, 6, 8)},
    ),
    "post-rules": (
        {
            "holders": "settlements",
            "post": "secretary",
            "required": True,
            "years": 3,
            "vacant_days": 60,
            "start": date(2012, 3, 1),
        },
        {"end": date(2012, 12, 31)},
    ),
    "branch-rules": (
        {"kind": "branch", "of": "members", "least": 3, "start": date(2012, 3, 1)},
        {"most": 50},
    ),
    "contacts": (
        {"type": "leader", "partner": "周正华", "start": date(2012, 3, 1)},
        {"position": "党委副书记"},
    ),
    "holidays": (
        {"name": "国庆节", "kind": "off", "first_day": date(2012, 9, 30), "last_day": date(2012, 10, 7)},
        {"basis": "国办发明电〔2011〕45号"},
    ),
    "notice-rules": (
        {"type": "model_village", "start": date(2012, 3, 1), "required": True, "working_days": 7},
        {"end": date(2012, 12, 31)},
    ),
    "frequency-rules": (
        {"type": "joint_meeting", "whom": "township", "times": 1, "per": "quarter", "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "warning-rules": (
        {"rule": "vacant", "severity": "yellow", "raised": True, "number": 60, "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "ad-hoc-forms": (
        {
            "item": "汛期转移群众",
            "unit": "人",
            "whom": "community",
            "purpose": "防汛抗旱指挥部核对转移安置",
            "approved_by": "何敏",
            "date": date(2012, 3, 1),
            "due": date(2012, 11, 30),
        },
        {"explanation": "按转移人次计"},
    ),
    "ad-hoc-answers": (
        {"item": "汛期转移群众", "due": date(2012, 11, 30), "value": Hundredths(300), "answered_on": date(2012, 3, 8)},
        {"remark": "已核对"},
    ),
    "check-rules": (
        {"checked": "times", "strength": "explain", "number": Hundredths(500), "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "campaigns": (
        {"title": "基层组织建设年", "start": date(2012, 3, 1), "end": date(2012, 12, 1)},
        {"basis": "清委发〔2012〕12号"},
    ),
    "campaign-stages": (
        {"campaign": "基层组织建设年", "title": "学习发动", "start": date(2012, 3, 1), "end": date(2012, 4, 1)},
        {"asked": "召开动员会"},
    ),
    "members": (
        {"name": "张桂芳", "joined_on": date(2012, 3, 1), "sex": "female", "standing": "probationary"},
        {"ethnic_group": "回族"},
    ),
    "memberships": (
        {"start": date(2012, 3, 1), "note": "介绍信2012-03"},
        {"end": date(2012, 12, 1)},
    ),
    "member-categories": (
        {"category": "mobile", "start": date(2012, 3, 1), "destination": "广东务工"},
        {"end": date(2012, 12, 1)},
    ),
    "care": (
        {"type": "visit", "date": date(2012, 3, 1), "amount": Hundredths(30_000)},
        {"given_by": "何敏"},
    ),
    "member-commitments": (
        {"made_on": date(2012, 3, 1), "text": "带头清淤保春耕"},
        {"published_on": date(2012, 3, 20)},
    ),
    "appraisals": (
        {"year": 2012, "date": date(2012, 3, 1), "grade": "qualified"},
        {"self_grade": "qualified"},
    ),
    "trainings": (
        {"type": "rotation", "course": "党员集中轮训", "date": date(2012, 3, 1), "hours": 16},
        {"held_by": "镇党校"},
    ),
    "reserve": (
        {"post": "secretary", "entered_on": date(2012, 3, 1), "source": "返乡能人"},
        {"mentor": "何敏"},
    ),
    "procedures": (
        {"opened_on": date(2012, 3, 1)},
        {"handled_by": "镇纪委"},
    ),
    "training-rules": (
        {"audience": "members", "level": "township", "hours": 32, "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "talks": (
        {"type": "report", "position": "书记", "due": date(2012, 3, 1)},
        {"held_on": date(2012, 2, 20)},
    ),
    "official-appraisals": (
        {"kind": "graduate", "position": "大学生村干部", "person": "王建国", "listed_on": date(2012, 3, 1)},
        {"visits": 2},
    ),
    "degree-studies": (
        {"position": "文书", "person": "王建国", "degree": "college", "enrolled_on": date(2012, 3, 1)},
        {"school": "开放大学行政管理"},
    ),
    "veterans": (
        {"type": "visit", "subject": "春节走访慰问", "date": date(2012, 3, 1), "people": 12},
        {"place": "老干部活动室"},
    ),
    "registrations": (
        {"date": date(2012, 3, 1), "outcome": "registered"},
        {"approved_on": date(2012, 3, 20)},
    ),
    "transfers": (
        {
            "direction": "out",
            "number": "清委组转〔2012〕3号",
            "partner": "青河区城关镇党委",
            "issued_on": date(2012, 3, 1),
        },
        {"dues_until": "2012-02"},
    ),
    "admissions": (
        {"name": "张桂芳", "applied_on": date(2012, 3, 1), "sex": "female"},
        {"education": "college"},
    ),
    "dues": (
        {
            "year": 2012,
            "month": 3,
            "expected": Hundredths(26_000),
            "paid": Hundredths(24_000),
            "date": date(2012, 3, 20),
        },
        {"payers": 24},
    ),
    "criteria": (
        {
            "field": "village",
            "title": "2012年村党组织考核标准",
            "start": date(2012, 3, 1),
            "items": "40 班子建设\n60 工作业绩 【OPT-01】",
        },
        {"vetoes": "发生重大群体性事件"},
    ),
    "score-items": (
        {"year": 2012, "item": "班子建设", "rated_on": date(2012, 3, 5)},
        {"own_points": Hundredths(3_900)},
    ),
    "score-sheets": (
        {"year": 2012, "held_on": date(2012, 3, 6), "members_good": 20, "members_fair": 4},
        {"public_good": 30},
    ),
    "secretary-reports": (
        {"year": 2012, "date": date(2012, 3, 6), "secretary": "马红梅", "report": "抓班子、带队伍"},
        {"good": 25},
    ),
    "league-recruitment": (
        {"year": 2012, "planned": 6, "date": date(2012, 3, 1)},
        {"recruited": 4},
    ),
    "recommendations": (
        {"name": "张新", "recommended_on": date(2012, 3, 1), "present": 20},
        {"in_favour": 18},
    ),
    "admission-rules": (
        {"start": date(2012, 3, 1), "notice_days": 7, "basis": "清委发〔2012〕12号"},
        {"end": date(2012, 12, 31)},
    ),
    "decisions": (
        {"title": "村道硬化", "proposed_on": date(2012, 3, 1)},
        {"disclosed_where": "村务公开栏"},
    ),
}
