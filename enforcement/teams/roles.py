"""Roles (岗位) and what each lets a person do. One table; nothing else decides a permission."""

from django.db import models


class Role(models.TextChoices):
    OFFICER = "OFFICER", "执法人员"
    LEADER = "LEADER", "中队长"
    TOWNSHIP_REVIEWER = "TOWNSHIP_REVIEWER", "镇街法制员"
    COUNTY_REVIEWER = "COUNTY_REVIEWER", "县级法制审核员"
    HEAD = "HEAD", "负责人"
    CITY_OFFICE = "CITY_OFFICE", "市指导办"
    SUPERVISOR = "SUPERVISOR", "执法监督"
    ADMINISTRATOR = "ADMINISTRATOR", "系统管理员"
    AUDITOR = "AUDITOR", "审计员"


# permission: what the step tables, pages and API verbs ask for
HANDLE = "cases.handle"  # log, investigate, issue on the spot, collect
APPROVE = "cases.approve"  # the head's decisions: confirm no-penalty, close, lift a HOLD
FILE = "cases.file"  # take a case into the unit's register (备案)
READ_CASES = "cases.read"
REVIEW = "cases.review"
READ_ITEMS = "lists.read"
EDIT_LISTS = "lists.edit"
MANAGE_PEOPLE = "teams.manage"
READ_JOURNAL = "journal.read"
RANK = "league.rank"  # publish and correct league tables, set their rules, warn, answer appeals
APPROVE_RANK = "league.approve"  # confirm a bonus, a deduction or a veto that somebody else proposed
ANSWER = "league.answer"  # speak for the unit: object to its result, answer its warnings
UNMASK = "cases.unmask"  # see an identity number in full; journalled

PERMISSION_WORDS = {
    HANDLE: "登记和办理案件、当场处罚、收缴",
    APPROVE: "作出负责人决定",
    FILE: "备案",
    READ_CASES: "查阅案件",
    REVIEW: "法制审核",
    READ_ITEMS: "查阅事项清单",
    EDIT_LISTS: "维护事项清单和参数",
    MANAGE_PEOPLE: "管理人员、岗位和证件",
    READ_JOURNAL: "查阅日志",
    RANK: "发布榜单、制定口径、发出预警、复核异议",
    APPROVE_RANK: "批准加分、扣分和一票否决",
    ANSWER: "代表本单位提出异议、答复预警",
    UNMASK: "查看完整证件号码（留痕）",
}

# fmt: off
PERMISSIONS = {
    Role.OFFICER:           {HANDLE, READ_CASES, READ_ITEMS, UNMASK},
    Role.LEADER:            {HANDLE, FILE, READ_CASES, READ_ITEMS, UNMASK, ANSWER},
    Role.TOWNSHIP_REVIEWER: {REVIEW, FILE, READ_CASES, READ_ITEMS, UNMASK},
    Role.COUNTY_REVIEWER:   {REVIEW, READ_CASES, READ_ITEMS, UNMASK},
    Role.HEAD:              {APPROVE, FILE, READ_CASES, READ_ITEMS, UNMASK, ANSWER},
    Role.CITY_OFFICE:       {READ_CASES, READ_ITEMS, RANK},
    Role.SUPERVISOR:        {READ_CASES, READ_ITEMS, UNMASK, APPROVE_RANK},
    Role.ADMINISTRATOR:     {READ_ITEMS, EDIT_LISTS, MANAGE_PEOPLE},
    Role.AUDITOR:           {READ_JOURNAL},
}

# on whose desk it lies, where several roles may: on that of the first of them that somebody in the unit holds
FIRST_HELD = {FILE: (Role.LEADER, Role.HEAD)}
# how far a post reaches: only its own unit, or everything below its unit as well
REACHES_BELOW = set(Role) - {Role.OFFICER, Role.LEADER, Role.TOWNSHIP_REVIEWER}
# who may see a minor's file without being on its team (R-1102); the head among them, since he decides it
SEES_MINORS = {Role.HEAD, Role.TOWNSHIP_REVIEWER, Role.COUNTY_REVIEWER, Role.SUPERVISOR}
# fmt: on
