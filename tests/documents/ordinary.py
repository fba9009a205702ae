"""A lawful paper of each kind of the ordinary procedure, one word to change one thing: a fine of 12,000 yuan."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cases.closing.papers import closing_approval
from cases.decision.papers import decision, discussion_minutes
from cases.decision.papers.discussion_minutes import Attendee, View
from cases.filing.papers import filing_approval
from cases.investigation.papers import inquiry_record, inspection_record, investigation_report
from cases.investigation.papers.inquiry_record import Answer
from cases.notice.papers import prior_notice
from cases.review.papers import review_opinion
from cases.review.papers.review_opinion import Examined
from cases.serving.papers import service_receipt  # fmt: skip
from cases.serving.papers.service_receipt import Served
from enforcement.documents import wording
from enforcement.documents.contents import Exhibit, OfficerBlock, Opinion, Payment, PersonBlock, Point
from enforcement.law.kinds import PartyKind, PenaltyKind
from tests.documents.making import BODY, make_party
from tests.procedures.loan.papers import slip

SHANGHAI = ZoneInfo("Asia/Shanghai")
CASE = "玉楚综执立字〔2026〕第000007号"
MATTER = "未采取有效防尘措施运输建筑垃圾"
BASIS = "《浙江省城市市容和环境卫生管理条例》第三十八条第二款"
OFFICERS = (
    OfficerBlock(name="张三", certificate="浙J2026001"),
    OfficerBlock(name="李四", certificate="浙J2026002"),
)
PLACE = "玉环市楚门镇南兴西路与中山路交叉口"
ACT = "当事人的渣土运输车未采取密闭措施，沿途泄漏建筑垃圾，污染路面约36平方米"
ACTED_AT = datetime(2026, 7, 10, 9, 20, tzinfo=SHANGHAI)
BENCHMARK = (
    "当事人系首次被查处，案发后主动清扫路面，危害后果轻微，但未在责令的期限内完成整改。对照《浙江省城市管理"
    "行政处罚裁量基准》第十二项，属于一般情形，罚款幅度为一万元以上二万元以下"
)
EXHIBITS = (
    Exhibit(
        name="现场检查（勘验）笔录一份、现场照片六张", proves="2026年7月10日车辆泄漏建筑垃圾的事实和污染面积"
    ),
    Exhibit(name="对赵六的询问笔录一份", proves="当事人承运建筑垃圾并知悉密闭要求"),
    Exhibit(name="营业执照复印件一份", proves="当事人的主体资格"),
)


def at(month, day, hour=9, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def make_company(**given):
    values = {
        "kind": PartyKind.ORGANISATION,
        "name": "玉环市楚门顺达渣土运输有限公司",
        "gender": "",
        "identity_kind": "CREDIT_CODE",
        "identity": "91331021MA2DTEST0X",
        "representative": "王喆镕",
        "address": "浙江省玉环市楚门镇中山路66号",
        "phone": "13812345678",
    }
    return make_party(**values | given)


def make_person(**given):
    values = {
        "name": "赵六",
        "gender": "男",
        "age": 36,
        "identity": "33102119900307701X",
        "employer": "玉环市楚门顺达渣土运输有限公司",
        "post": "车队负责人",
        "address": "浙江省玉环市楚门镇东方路5号",
        "phone": "13987654321",
        "relation": "当事人的工作人员",
    }
    return PersonBlock(**values | given)


def paper(day, **given):
    values = {
        "agency": "楚门镇人民政府",
        "party": make_company(),
        "matter": MATTER,
        "case_number": CASE,
        "dated_on": day,
    }
    return values | given


def charge():
    return {
        "act": ACT,
        "acted_at": ACTED_AT,
        "place": PLACE,
        "evidence": EXHIBITS,
        "breached": "《浙江省城市市容和环境卫生管理条例》第二十四条第一款",
        "officers": OFFICERS,
        "basis": BASIS,
        "benchmark": BENCHMARK,
    }


def opinion(text, day, *names):
    return Opinion(text=text, names=names, day=day)


def make_filing(**given):
    values = {
        "case_number": "",
        "source": "日常巡查发现",
        "found_on": date(2026, 7, 10),
        "facts": f"2026年7月10日9时20分，执法人员在{PLACE}巡查时发现，{ACT}",
        "breached": "《浙江省城市市容和环境卫生管理条例》第二十四条第一款",
        "basis": wording.FILED,
        "jurisdiction": "违法行为发生在楚门镇辖区，事项已赋权楚门镇人民政府行使",
        "limitation": "违法行为发生于2026年7月10日，未超过二年",
        "criteria": ("有明确的违法嫌疑人", "有违法事实", "属于本机关管辖", "依法应当给予行政处罚"),
        "officers": OFFICERS,
        "proposal": opinion("建议立案调查，由张三、李四承办", date(2026, 7, 10), "张三", "李四"),
        "section": opinion("同意立案", date(2026, 7, 10), "孙七"),
        "approval": opinion("同意立案", date(2026, 7, 11), "周八"),
    }
    return filing_approval.FilingApprovalContent(**paper(date(2026, 7, 10)) | values | given)


def make_inquiry(**given):
    values = {
        "started_at": at(7, 13, 9, 5),
        "ended_at": at(7, 13, 10, 20),
        "place": "楚门镇综合行政执法队询问室",
        "officers": OFFICERS,
        "recorder": "李四",
        "person": make_person(),
        "answers": (
            Answer(question="请说明你的身份和职务。", answer="我叫赵六，是公司的车队负责人。"),
            Answer(question="2026年7月10日上午是谁在运输建筑垃圾？", answer="是我公司的浙JT1234号车。"),
            Answer(question="车辆有没有采取密闭措施？", answer="篷布坏了，当天没有盖好。"),
        ),
    }
    return inquiry_record.InquiryRecordContent.compose(**paper(date(2026, 7, 13)) | values | given)


def make_inspection(**given):
    values = {
        "started_at": at(7, 10, 9, 20),
        "ended_at": at(7, 10, 10, 0),
        "place": PLACE,
        "officers": OFFICERS,
        "recorder": "李四",
        "object": "浙JT1234号自卸货车",
        "person": make_person(),
        "witness": "吴九",
        "weather": "晴",
        "findings": (
            "浙JT1234号自卸货车停在路口西侧，车厢装有建筑垃圾，篷布破损，未覆盖车厢",
            "车后路面有散落的渣土，长约12米，宽约3米，面积约36平方米",
        ),
        "materials": ("现场照片六张，编号ZP-001至ZP-006", "执法记录仪录像一段，编号LX-001，时长38分钟"),
        "remark": "情况属实",
    }
    return inspection_record.InspectionRecordContent.compose(**paper(date(2026, 7, 10)) | values | given)


def make_report(**given):
    values = {
        "source": "日常巡查发现",
        "history": (
            "2026年7月11日经批准立案。执法人员于7月10日对现场进行检查，7月13日对当事人的工作人员赵六进行询问，"
            "并调取了营业执照。",
        ),
        "nature": "当事人的行为构成运输建筑垃圾未采取有效防尘、密闭措施",
        "kinds": (PenaltyKind.FINE,),
        "fine": Decimal(12000),
        "proposal": "建议对当事人作出以下行政处罚，并责令立即改正：",
        "section": opinion("事实清楚，证据充分，同意承办人意见", date(2026, 7, 31), "孙七"),
    }
    return investigation_report.InvestigationReportContent(
        **paper(date(2026, 7, 30)) | charge() | values | given
    )


def make_notice(**given):
    values = {
        "kinds": (PenaltyKind.FINE,),
        "fine": Decimal(12000),
        "order": "责令立即改正",
        "address": "浙江省玉环市楚门镇南兴东路1号楚门镇综合行政执法队",
        "hearing": True,
        "contact": "联系人：张三　联系电话：0576-87440000　地址：浙江省玉环市楚门镇南兴东路1号　邮政编码：317605",
    }
    return prior_notice.PriorNoticeContent.compose(**paper(date(2026, 8, 3)) | charge() | values | given)


POINTS = (
    "主体合法，执法人员具备资格", "程序合法", "事实清楚，证据合法充分", "适用法律准确，裁量基准运用适当",
    "没有超越执法机关法定权限", "行政执法文书完备、规范", "违法行为是否涉嫌犯罪、需要移送",
)  # fmt: skip


def make_review(**given):
    values = {
        "handlers": ("张三", "李四"),
        "submitted_on": date(2026, 8, 14),
        "proposal": "罚款人民币壹万贰仟元整（¥12,000.00），责令立即改正",
        "points": tuple(Examined(point=point, sound=True) for point in POINTS),
        "result": "同意",
        "reviewers": ("郑十（法律职业资格证号A20183310020001）",),
    }
    return review_opinion.ReviewOpinionContent(**paper(date(2026, 8, 18)) | values | given)


def make_minutes(**given):
    names = (("周八", "镇长"), ("钱一", "副镇长"), ("冯二", "副镇长"))
    values = {
        "started_at": at(8, 20, 14, 30),
        "ended_at": at(8, 20, 15, 40),
        "place": "楚门镇人民政府三楼会议室",
        "chair": "周八",
        "reporter": "张三",
        "recorder": "陈三",
        "attendees": (
            *(Attendee(name=name, post=post) for name, post in names),
            Attendee(name="张三", post="承办人", votes=False),
        ),
        "report": f"张三汇报：{ACT}。已告知当事人拟罚款一万二千元，当事人提出陈述、申辩，未要求听证",
        "issues": ("事实是否清楚、证据是否充分", "裁量是否适当"),
        "views": tuple(View(name=name, said="事实清楚，处罚适当", vote="同意") for name, _ in names),
        "conclusion": "同意对当事人罚款人民币壹万贰仟元整，责令立即改正",
    }
    return discussion_minutes.DiscussionMinutesContent(**paper(date(2026, 8, 20)) | values | given)


def make_decision(**given):
    values = {
        "agency": "楚门镇人民政府",
        "party": make_company(),
        "matter": MATTER,
        "history": wording.case_history(
            source="2026年7月10日，执法人员日常巡查发现本案线索",
            matter=MATTER,
            filed_on=date(2026, 7, 11),
            filing_number=CASE,
            inquiry=("执法人员依法进行了现场检查和询问，调取了有关证据",),
            concluded_on=date(2026, 7, 31),
            reviewed_on=date(2026, 8, 18),
            discussed_on=date(2026, 8, 20),
        ),
        "notice_number": "玉楚综执罚告字〔2026〕第000005号",
        "notice_served_on": date(2026, 8, 4),
        "hearing_told": True,
        "hearing": "当事人在法定期限内未要求听证",
        "points": (
            Point(said="公司经营困难，请求从轻处罚", answer="不属于法定从轻情形，不予采纳"),
            Point(said="已更换篷布并清扫路面", answer="经核实属实，已在裁量时考虑，予以采纳"),
        ),
        "kinds": (PenaltyKind.FINE,),
        "fine": Decimal(12000),
        "order": "责令立即改正",
        "reconsideration_body": BODY,
        "collector": "中国农业银行玉环楚门支行",
        "collector_address": "玉环市楚门镇中山路1号",
        "pay_code": "33108326092400012345",
        "pay_by": date(2026, 9, 8),
        "decided_on": date(2026, 8, 24),
        "copies": 3,
    }
    return decision.DecisionContent.compose(**charge() | values | given)


def make_receipt(**given):
    values = {
        "documents": (Served(title="行政处罚决定书", number="玉楚综执罚决字〔2026〕第000003号"),),
        "recipient": "玉环市楚门顺达渣土运输有限公司",
        "place": "浙江省玉环市楚门镇中山路66号",
        "method": "直接送达",
        "sent_on": date(2026, 8, 25),
        "received_at": at(8, 25, 10, 5),
        "received_by": "王喆镕",
        "relation": "法定代表人",
        "servers": OFFICERS,
        "proofs": ("送达现场照片一张，编号ZP-011",),
    }
    return service_receipt.ServiceReceiptContent(**paper(date(2026, 8, 25)) | values | given)


def make_closing(**given):
    values = {
        "source": "日常巡查发现",
        "filed_on": date(2026, 7, 11),
        "decision_number": "玉楚综执罚决字〔2026〕第000003号",
        "decided_on": date(2026, 8, 24),
        "delivered_on": date(2026, 8, 25),
        "facts": f"2026年7月10日9时20分，在{PLACE}，{ACT}",
        "decision": "罚款人民币壹万贰仟元整，责令立即改正",
        "performance": "当事人分两次缴清罚款和加处罚款",
        "fine": Decimal(12000),
        "surcharge": Decimal(360),
        "payments": (
            Payment(on=date(2026, 9, 8), amount=Decimal(10000), receipt_number="浙财0000123"),
            Payment(on=date(2026, 9, 9), amount=Decimal(2360), receipt_number="浙财0000131"),
        ),
        "correction": "2026年9月1日复查，车辆已加装密闭装置",
        "remedy_result": "当事人未申请行政复议，未提起行政诉讼",
        "reason": "执行完毕",
        "proposal": opinion("行政处罚决定已执行完毕，建议结案", date(2026, 9, 10), "张三", "李四"),
        "section": opinion("同意结案", date(2026, 9, 10), "孙七"),
        "approval": opinion("同意结案", date(2026, 9, 11), "周八"),
    }
    return closing_approval.ClosingApprovalContent(**paper(date(2026, 9, 10)) | values | given)


def make_slip(**given):
    """Return the paper of a procedure that only the tests have."""
    values = {"thing": "执法记录仪", "serial": "A-17", "lender": OFFICERS[0]}
    return slip.SlipContent(**paper(date(2026, 8, 25)) | values | given)


MAKERS = {
    "FILING_APPROVAL": make_filing,
    "INQUIRY_RECORD": make_inquiry,
    "INSPECTION_RECORD": make_inspection,
    "INVESTIGATION_REPORT": make_report,
    "PRIOR_NOTICE": make_notice,
    "REVIEW_OPINION": make_review,
    "DISCUSSION_MINUTES": make_minutes,
    "DECISION": make_decision,
    "SERVICE_RECEIPT": make_receipt,
    "CLOSING_APPROVAL": make_closing,
}
