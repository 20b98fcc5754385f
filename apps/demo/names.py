"""Names of the demonstration township: invented, and believable in any year."""

TOWNSHIP = "青禾镇"
#: How the committee's documents are numbered: 青委〔2012〕41号.
DOCUMENT_MARK = "青委"

VILLAGES = (
    "石桥 柳湾 青龙 双河 大坪 竹园 金鸡 白果 梨树 桂花 新民 五星 高峰 红旗 跃进 团结 "
    "清泉 龙潭 凤鸣 观音 长岭 黄泥 松林 麻柳 枣子 杨家 李家 周家 罗家 何家 土地 关口 "
    "前锋 永兴 太平 三合 莲花 回龙 "
).split()
COMMUNITIES = "正街 河东 桥头 新城 ".split()

#: Villages with a general branch, and how many branches it has: 8 general branches, 18 branches.
VILLAGE_GENERAL_BRANCHES = {3: 3, 8: 2, 12: 2, 17: 3, 21: 2, 26: 2, 30: 2, 35: 2}
#: Of the four communities (V39 … V42) two have a general branch with two branches each.
COMMUNITY_GENERAL_BRANCHES = {41: 2, 42: 2}

ORDINALS = "第一 第二 第三 ".split()

#: Name and sector of the twelve branches of township units.
UNITS = (
    ("镇机关第一党支部", "office"),
    ("镇机关第二党支部", "office"),
    ("镇离退休干部党支部", "office"),
    ("东岳办事处党支部", "sub_office"),
    ("西坪办事处党支部", "sub_office"),
    ("南河办事处党支部", "sub_office"),
    ("青禾中学党支部", "institution"),
    ("青禾中心小学党支部", "institution"),
    ("东岳小学党支部", "institution"),
    ("镇卫生院党支部", "institution"),
    ("镇农业服务中心党支部", "institution"),
    ("镇财政所党支部", "office"),
)

#: Name and sector of the thirteen branches of two-new organisations; the last four are joint branches.
TWO_NEW = (
    ("禾丰粮油有限公司党支部", "private_enterprise"),
    ("青山建材有限公司党支部", "private_enterprise"),
    ("绿源食品加工厂党支部", "private_enterprise"),
    ("宏达机械配件厂党支部", "private_enterprise"),
    ("锦绣丝绸有限公司党支部", "private_enterprise"),
    ("永固水泥制品厂党支部", "private_enterprise"),
    ("柑橘专业合作社党支部", "social_organisation"),
    ("生猪养殖专业合作社党支部", "social_organisation"),
    ("蔬菜种植专业合作社党支部", "social_organisation"),
    ("工业集中区联合党支部", "private_enterprise"),
    ("正街商贸联合党支部", "private_enterprise"),
    ("河东个体私营企业联合党支部", "private_enterprise"),
    ("农民专业合作组织联合党支部", "social_organisation"),
)

#: Those in the four joint branches, then two that are reached by work only and four that nobody reaches.
TWO_NEW_UNITS = (
    "兴旺包装有限公司 恒达塑料制品厂 东岳机砖厂 顺达物流有限公司 正街超市 百姓大药房 鸿运家电商行 "
    "惠民农资经营部 河东汽修厂 佳美家具店 金桥餐饮店 老友茶楼 竹编专业合作社 核桃种植专业合作社 "
    "淡水鱼养殖专业合作社 新城物业公司 桥头石材厂 西坪榨油坊 南河采砂场 春蕾民办幼儿园 青禾书画协会"
).split()

#: League branches outside the villages and communities; with those and the committee 51.
LEAGUE_UNITS = "镇机关 青禾中学 镇卫生院 镇财政所 东岳办事处 西坪办事处 禾丰粮油有限公司 绿源食品加工厂 ".split()
#: Women's organisations outside the villages and communities; with those and the township's 47.
WOMEN_UNITS = "镇机关 青禾中学 青禾中心小学 镇卫生院 ".split()
#: Trade unions below the township's federation; with it 17.
UNION_UNITS = (
    "镇机关 青禾中学 青禾中心小学 东岳小学 镇卫生院 镇农业服务中心 镇财政所 禾丰粮油有限公司 "
    "青山建材有限公司 绿源食品加工厂 宏达机械配件厂 锦绣丝绸有限公司 永固水泥制品厂 "
    "柑橘专业合作社 正街商贸 建筑业 "
).split()
#: Six associations of growers, five of breeders, three of processors.
ASSOCIATIONS = (
    "柑橘种植 蔬菜种植 水稻种植 茶叶种植 中药材种植 核桃种植 生猪养殖 肉牛养殖 山羊养殖 "
    "蛋鸡养殖 淡水鱼养殖 粮油加工 竹编加工 豆制品加工 "
).split()

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何罗高林"
GIVEN_NAMES = (
    "建国 志强 德明 光荣 永福 文斌 国平 世全 秀英 桂芳 玉兰 晓燕 春梅 家富 正华 大伟 学军 红梅 明辉 兴发 长林 "
).split()

QUARTERS = "一 二 三 四".split()
COMMITTEE_MEETING = "支部委员会会议：研究本月党建工作"
ANALYSIS = "党员党性分析会"
WINTER = "党员冬训集中学习"
ORGANISATION_LIFE = "年度组织生活会"
SUPERVISION = "村（居）务监督事项报告"
MEMBERS_MEETINGS = (
    "党员大会：部署全年工作，公开承诺",
    "党员大会：票决发展对象",
    "党员大会：半年工作小结",
    "党员大会：民主评议党员",
)
LECTURES = (
    "党课：学习党章，遵守党的纪律",
    "党课：重温入党誓词，庆祝建党节",
    "党课：柑橘管护技术与产业发展",
    "党课：党员冬训专题学习",
)
#: Type, topic and month of what happens besides the regular meetings.
OCCASIONS = (
    ("volunteer_service", "党员义务清淤保春耕", 3),
    ("volunteer_service", "植树造林党员先锋行动", 3),
    ("volunteer_service", "防汛抢险党员突击队巡堤", 7),
    ("volunteer_service", "帮助留守老人抢收稻谷", 9),
    ("visit", "“七一”走访慰问老党员", 6),
    ("visit", "春节走访慰问困难党员", 1),
    ("deliberation", "“四议两公开”表决村道硬化", 4),
    ("deliberation", "“四议两公开”表决饮水工程", 10),
    ("training", "果树嫁接实用技术培训", 2),
    ("training", "远程教育集中收看", 8),
    ("commitment", "公开承诺大会", 1),
    ("publicity", "政策宣讲进院坝", 5),
    ("organisation_life", "党员组织生活会", 12),
    ("theme_day", "主题党日：环境整治义务劳动", 4),
    ("theme_day", "主题党日：参观红色教育基地", 7),
)

#: Of these it is known how many households were reached.
FOR_HOUSEHOLDS = frozenset(
    {"帮助留守老人抢收稻谷", "“七一”走访慰问老党员", "春节走访慰问困难党员", "国庆节走访慰问老党员"}
)
TALK = "党的十八大精神宣讲"

#: The usual reasons for returning a filing.
RETURN_REASONS = (
    "实到人数多于应到人数，请核对",
    "累计数小于上月，请说明原因",
    "疑似把元填成万元，请核对单位",
    "人次误作人数，请更正",
    "会议记录不完整，请补充",
    "与上月完全相同，请确认是否照搬",
    "空白项未填，没有发生请填0",
)

#: What a branch advises an association, and what the association makes of it.
ADVICE = (
    (
        "建议在采收前与收购企业签好合同，明确保底价，避免丰产不丰收。",
        "理事会已讨论，先与两家企业商谈，合同文本拟好后交会员大会表决。",
    ),
    (
        "技术员反映近期病虫害抬头，建议请镇农业服务中心来办一次现场培训。",
        "已约定下旬在示范园培训，愿意参加的会员自行报名。",
    ),
    (
        "协会办公场所偏小，村活动室周末可以借用，是否需要由协会决定。",
        "感谢支部，会员大会同意周末借用活动室，费用照章分担。",
    ),
    (
        "建议把章程里的入会、退会办法贴到公开栏，方便群众了解。",
        "已张贴，并在会员群里说明入会自愿、退会自由。",
    ),
)

STARS = "刘春生 陈玉兰 杨德明 周素芬 何建军 王桂英 张国富 李秀珍".split()
MERITS = ["带头调解邻里纠纷", "照顾独居老人五年如一日", "带动十户种植柑橘增收", "抢险时第一个到堤上"]
PRACTICAL_MATTERS = [
    "硬化通组道路",
    "安装村口太阳能路灯",
    "维修山坪塘",
    "新建垃圾集中收集点",
    "改造自来水管网",
    "整修文化广场",
    "代办农村合作医疗",
    "帮助滞销柑橘找销路",
]
RECTIFICATIONS = [
    ("班子软弱涣散整顿", "班子不团结，组织生活不经常", "调整充实班子，领导驻村，每月开一次组织生活会"),
    ("村务不公开整顿", "财务公开不及时，群众有意见", "清理三年账目，按季公开，民主理财小组签字"),
    ("发展无思路整顿", "集体经济空白，党员作用不明显", "制订产业规划，结对企业支部，设岗定责"),
]
HELPING_UNIT = "镇农业服务中心"
RECTIFICATION_PROGRESS = "已开专题会制定整顿方案，联系领导驻点指导"
LEADERS = (
    ("周正华", "党委副书记"),
    ("罗永强", "副镇长"),
    ("何敏", "组织委员"),
    ("林国栋", "党委书记"),
    ("郭志坚", "镇长"),
    ("胡晓玲", "宣传委员"),
    ("高建平", "武装部长"),
    ("朱光明", "人大主席"),
    ("马丽华", "副镇长"),
    ("徐大海", "纪委书记"),
    ("陈学文", "副镇长"),
    ("孙玉梅", "党政办主任"),
    ("黄永福", "农业服务中心主任"),
    ("赵德全", "财政所所长"),
)
HELPERS = ["党委副书记周建国", "组织委员何敏", "副镇长罗永强"]
MASS_BODY_MATTERS = ["基层组织长期未换届", "活动阵地被占用", "专职干部空缺"]
COMMITMENTS = [
    "年内硬化通组道路并公开账目",
    "每名党员联系三户群众，每季走访一次",
    "村级财务按季公开，接受监督",
    "建成柑橘示范园，带动二十户增收",
]
DECISIONS = ["通组道路硬化", "集体果园承包", "修建便民服务室", "低保对象评定", "自来水管网改造"]
DESTINATIONS = ["广东东莞务工", "浙江宁波务工", "成都市经商", "重庆市建筑工地", "新疆农场务工", "福建晋江务工"]
DUTY_POSTS = ["政策宣传岗", "民事调解岗", "环境卫生监督岗", "治安巡逻岗", "科技示范岗", "村务监督岗", "扶老助残岗"]
MEMBER_COMMITMENTS = [
    "带头参加村里义务劳动，每年不少于四次",
    "结对帮助一户困难邻居发展生产",
    "带头执行村规民约，调解邻里纠纷",
    "学会一门实用技术并带动两户",
    "按时参加组织生活，按期交纳党费",
]

#: What trade unions compare: skills, management, thrift.
UNION_CONTESTS = ("岗位技能比武", "安全管理竞赛", "节能降耗合理化建议")
#: What was found when villages were visited after their election.
AFTER_ELECTION_MATTERS = ("新老班子账目移交不全", "班子分工未明确")
