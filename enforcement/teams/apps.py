from django.apps import AppConfig
from django.core.checks import register

# fmt: off
VERBS = {
    "sign_in": "登录", "sign_out": "退出", "sign_in.locked": "账户锁定", "sign_in.failed": "登录失败",
    "access.refused": "访问被拒",
    "access.limited": "请求过于频繁被拦下",
    "team.add": "增加机构", "team.change": "变更机构", "team.mode": "设置执法模式", "team.merged": "撤并机构",
    "team.unmerged": "撤销撤并登记", "team.parted": "恢复单设",
    "officer.add": "增加人员", "officer.appoint": "任命岗位", "officer.leave": "结束岗位",
    "officer.amended": "修改姓名和电话", "officer.enabled": "恢复账户",
    "officer.shut_out": "停用账户",
    "officer.certificate": "登记执法证", "officer.reviewer": "登记法制审核资格",
    "officer.certificate_revoked": "收回执法证",
    "officer.password": "修改密码", "officer.password_reset": "重置密码", "officer.settings": "修改设置",
    "officer.token": "创建令牌", "officer.token_revoked": "注销令牌",
}
NAMES = {
    "way": "方式", "name": "名称", "mark": "机关代字", "mode": "模式", "served_by": "派驻单位",
    "since": "起", "until": "止", "into": "并入单位", "username": "登录名", "team": "机构", "role": "岗位",
    "left_on": "离任日期", "number": "证号", "revoked_on": "收回日期",
    "given": "移交件数", "taker": "接手人",
    "token": "令牌", "qualification": "资格证号", "shortcuts": "单键快捷键", "theme": "外观", "partner": "常用同行人员",
}
# fmt: on


class TeamsConfig(AppConfig):
    name = "enforcement.teams"
    verbose_name = "机构和人员"

    def ready(self):
        from enforcement.journal import words
        from enforcement.teams.checks import kept_reads_are_whole

        register(kept_reads_are_whole)
        words.add(verbs=VERBS, names=NAMES)
