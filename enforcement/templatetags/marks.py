"""Words and their colours, masks and amounts: what every page writes alike (closed lists, one tone each)."""

from decimal import Decimal

# tone → mark. The tone is also the class with the colours (house.css); a word always stands beside it.
MARKS = {
    "overdue": "overdue", "today": "today", "red": "today", "soon": "soon", "near": "clock", "yellow": "warn",
    "info": "", "normal": "", "done": "done", "success": "done", "plain": "", "paused": "paused", "none": "",
}  # fmt: skip

WORDS = {
    "info": "线索 立案 调查 告知 审核 决定 送达 执行 进行中 已请联审 已申请 已查看 计算中 已关联 整改中"
    " 现场办理 已决定 草稿",
    "done": "归档 已完成 已结案 已归档 已销号 已解除",
    "plain": "已到期 已废止 撤案 移送 已失效 已停用 已撤销",
    "success": "通过 已同意 校验一致 已保存 有效 已送达 已缴清 已出具 已履行 已确认 正常",
    "soon": "缺材料 退回补正 待我同意 已退回 待交办 待验收 待确认 待备案 待送达 待缴款 待负责人确认 待立案 即将到期",
    "red": "不同意 校验不一致 红色警告 超期 逾期未缴 失败",
    "yellow": "黄色预警 待核实 未证实 样本少 暂估",
    "paused": "已暂停",
}
CHIPS = {word: tone for tone, words in WORDS.items() for word in words.split()}

# a finding's level → what it is called, its tone and its mark (ux 3.9); the order is the order on the page
LEVELS = {
    "BLOCK": ("不能继续", "red", "today"),
    "HOLD": ("需负责人决定", "yellow", "person-decides"),
    "WARN": ("要说明理由", "soon", "soon"),
    "NOTE": ("提醒", "info", "info"),
}


def money(amount):
    """Write an amount as on the screen: ¥1,500.00; nothing known is --."""
    if amount is None or amount == "":
        return "--"
    return f"¥{Decimal(amount):,.2f}"


def masked_id(number):
    """Write an identity number with its middle hidden, six and four stay (T-1101a): 331002********1234."""
    number = str(number or "")
    if len(number) >= 15:
        return number[:6] + "*" * (len(number) - 10) + number[-4:]
    if len(number) <= 8:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def masked_phone(number):
    """Write a telephone number with its middle hidden: 138****5678."""
    number = str(number or "")
    if len(number) < 8:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def masked_name(name):
    """Write a person's name with its middle hidden: 张*, 李*明."""
    name = str(name or "")
    if len(name) < 3:
        return name[: len(name) - 1] + "*" if name else ""
    return name[0] + "*" * (len(name) - 2) + name[-1]
