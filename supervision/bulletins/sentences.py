"""What the data say, in the sentences of an official paper. Units are named, people never; nothing counts volume.

Each writer takes `Figures` and the issuing unit, and returns (text, [[name, figure], …]): the paragraphs, one a
line, and the figures that they rest on. A text of "" is left out of the paper.
"""

from supervision.bulletins import wording
from supervision.bulletins.figures import AT_ONCE, name_of
from supervision.bulletins.models import group_words
from supervision.league.definitions import Level, Light
from supervision.league.pages.numbers import cut_words
from supervision.league.rules import placing_of, weights_of
from supervision.league.scores.scoring import half_up
from supervision.league.services.warning import ASKED, DAYS

MOST_NAMED = 20

ADDRESSEES = {
    Level.TOWN: "各县（市、区）综合行政执法局，各乡镇人民政府、街道办事处：",
    Level.COUNTY: "各县（市、区）人民政府：",
    Level.DEPARTMENT: "各县（市、区）行政执法部门：",
}


def title(figures, team):
    about = f"关于{figures.period.label}{group_words(figures.group)}\n“六比六看”情况的通报"
    return about, [["期", figures.period.label], ["同类", group_words(figures.group)]]


def addressee(figures, team):
    return ADDRESSEES[Level(figures.snapshot.level)], [["层级", figures.snapshot.get_level_display()]]


def opening(figures, team):
    snapshot, group = figures.snapshot, group_words(figures.group)
    days = wording.span(figures.period.first, figures.period.last)
    apart = f"，另有{len(figures.apart)}个单位不参加排名" if figures.apart else ""
    shares = figures.shares
    weights = "、".join(
        f"{dimension.label}{wording.plain(half_up(share, 2))}分" for dimension, share in shares.items()
    )
    text = (
        f"现将{figures.period.label}（{days}）{group}“六比六看”情况通报如下。"
        f"本期参加排名的单位{len(figures.ranked)}个{apart}，数据截至{wording.until(snapshot.cut_off)}，"
        f"依据榜单{snapshot.name}。\n"
        f"评价按照{titled(snapshot.rules.document)}（口径第{snapshot.rules.number}版）进行，总分100分，其中{weights}。"
        f"{spread(figures)}各项指标对照目标计分，总分相同的位次相同。样本不足的指标不计分，其权重由同一维度的其他指标分摊；"
        f"单位在某一维度没有可以计分的指标的，该维度的权重由其他维度按比例分摊。{placing(figures)}"
        "罚没款数额、案件数量不作为评价内容。"
    )
    rests = [
        ["榜单", snapshot.name],
        ["参加排名", f"{len(figures.ranked)} 个"],
        ["不参加排名", f"{len(figures.apart)} 个"],
        ["数据截止", cut_words(snapshot.cut_off)],
        ["口径", f"第 {snapshot.rules.number} 版"],
        *([dimension.label, f"{wording.plain(half_up(share, 2))} 分"] for dimension, share in shares.items()),
    ]
    return text, rests


def spread(figures):
    """Say which dimensions have no indicator at this level, so that the others have their weight; "" for none."""
    empty = [
        dimension.label
        for dimension, weight in weights_of(figures.snapshot.rules).items()
        if weight and dimension not in figures.shares
    ]
    return f"{'、'.join(empty)}目前没有适用的指标，权重已按比例计入上述维度。" if empty else ""


def placing(figures):
    """Say what a unit needs for a place, "" where the version of the rules asks for nothing."""
    asked = placing_of(figures.snapshot.rules)
    if asked is None:
        return ""
    return f"{asked.dimension.label}没有得分或者不足{asked.least}件记录的单位，列出数值，不排位次。"


def titled(document):
    return document if document.startswith("《") else f"《{document}》"


def overall(figures, team):
    if not figures.ranked:
        return "本期没有参加排名的单位。", [["参加排名", "0 个"]]
    first, last = figures.ranked[0], figures.ranked[-1]
    mean = figures.mean([row.total for row in figures.ranked])
    rests = [
        ["平均分", mean],
        ["最高分", f"{first.name} {first.total}"],
        ["最低分", f"{last.name} {last.total}"],
    ]
    text = (
        f"本期平均总分{mean}分，最高的是{level_with(figures, first)}（{first.total}分），"
        f"最低的是{level_with(figures, last)}（{last.total}分）。"
    )
    if figures.compared:
        before = figures.mean([row.previous_total for row in figures.compared])
        now = figures.mean([row.total for row in figures.compared])
        rests.append([f"上期平均分（可比的 {len(figures.compared)} 个）", before])
        went = "持平" if now == before else f"{'提高' if now > before else '下降'}{abs(now - before)}分"
        text += f"两期都参加排名的单位有{len(figures.compared)}个，平均分由上期的{before}分到本期的{now}分，{went}。"
    profile = sorted(figures.profile, key=lambda each: each.mean)
    if len(profile) > 1:
        low, high = profile[0], profile[-1]
        text += (
            f"\n分维度看，平均得分最高的是{high.dimension.label}（{high.mean}分），"
            f"最低的是{low.dimension.label}（{low.mean}分）。"
        )
    rests += [[each.dimension.label, each.mean] for each in figures.profile]
    return text, rests


def level_with(figures, row):
    """Return who has this total: 楚门镇, 楚门镇等8个单位."""
    level = sum(each.total == row.total for each in figures.ranked)
    return f"{row.name}等{level}个单位" if level > 1 else row.name


def best(figures, team):
    rows = figures.best
    if len(rows) > AT_ONCE:
        return f"位次在前{figures.ends}位的有{len(rows)}个单位（含并列），见附件1。", [
            ["位次在前", f"{len(rows)} 个"]
        ]
    lines = [
        f"{serial}．{wording.of_county(row)}{row.total}分，列第{row.rank}位{came(row)}。"
        for serial, row in enumerate(rows, 1)
    ]
    return "\n".join(lines), [[row.name, f"第 {row.rank} 位，{row.total} 分"] for row in rows]


def came(row):
    said = wording.moved(row)
    return f"，{said}" if said else ""


def worst(figures, team):
    rows = figures.worst
    if len(rows) > AT_ONCE:
        return f"位次在后{figures.ends}位的有{len(rows)}个单位（含并列），见附件1。", [
            ["位次在后", f"{len(rows)} 个"]
        ]
    lines, rests = [], []
    for serial, row in enumerate(rows, 1):
        losses = figures.losses.get(row.pk, [])
        causes = "；".join(
            f"{name_of(each.indicator)}{wording.counted(each)}，扣{wording.lost(each):.2f}分"
            for each in losses
        )
        lines.append(
            f"{serial}．{wording.of_county(row)}{row.total}分，列第{row.rank}位{because(figures, row)}。"
            + (f"主要扣分项：{causes}。" if causes else "")
        )
        rests.append([row.name, f"第 {row.rank} 位，{row.total} 分"])
        rests += [
            [f"{row.name} {each.indicator}", f"{wording.counted(each)}，扣 {wording.lost(each):.2f} 分"]
            for each in losses
        ]
    return "\n".join(lines), rests


def because(figures, row):
    """Return how its place changed and by whose doing, "" where there was none before."""
    said = wording.moved(row)
    if not said:
        return ""
    split = figures.split(row)
    if row.change == 0 or split is None:
        return f"，{said}"
    if not split.others:
        return f"，{said}，由本单位得分变化引起"
    if not split.own:
        return f"，{said}，由其他单位得分变化引起"
    return (
        f"，{said}，其中本单位得分变化使位次{places(split.own)}，其他单位得分变化使位次{places(split.others)}"
    )


def places(lost):
    """Return what a cause did to the place: 下降2位, 上升1位."""
    return f"{'下降' if lost > 0 else '上升'}{abs(lost)}位"


def movers(figures, team):
    lines, rests = [], []
    for word, rose, rows in (("上升", "升至", figures.risen), ("下降", "降至", figures.fallen)):
        if rows:
            said = "；".join(
                f"{wording.of_county(row)}由第{row.previous_rank}位{rose}第{row.rank}位" for row in rows
            )
            lines.append(f"位次{word}较多的有：{said}。")
            rests += [[row.name, f"第 {row.previous_rank} 位 → 第 {row.rank} 位"] for row in rows]
    return "\n".join(lines), rests


def warnings(figures, team):
    red, yellow = figures.lit(Light.RED), figures.lit(Light.YELLOW)
    yellow = [(row, lamps) for row, lamps in yellow if row.light == Light.YELLOW]  # a red unit is told as red
    rests = [["红色警告", f"{len(red)} 个单位"], ["黄色预警", f"{len(yellow)} 个单位"]]
    if not red and not yellow:
        return "本期没有红色警告和黄色预警。", rests
    text = ""
    if red:
        text += f"红色警告{len(red)}个单位：{named([row for row, _ in red])}。"
        rests += [[row.name, "红色警告"] for row, _ in red[:MOST_NAMED]]
    if yellow:
        text += f"黄色预警{len(yellow)}个单位：{named([row for row, _ in yellow])}。"
    return f"本期{text}各单位的事由和解除条件见附件2。", rests


def named(rows):
    """Return the names of units, of the first twenty where there are more."""
    return "、".join(row.name for row in rows[:MOST_NAMED]) + ("等" if len(rows) > MOST_NAMED else "")


def requests(figures, team):
    asked, rests = [], []
    if any(row.lights for row in [*figures.ranked, *figures.apart]):
        answers = "，".join(
            f"{light.label}的{DAYS[light]}个工作日内{'作出' if light is Light.YELLOW else '提交'}{ASKED[light]}"
            for light in (Light.YELLOW, Light.RED)
        )
        asked.append(f"按期答复预警。自预警发出之日起，{answers}，写明原因、整改措施和完成时间。")
        rests.append(["答复期限", "、".join(f"{light.label} {DAYS[light]} 个工作日" for light in DAYS)])
    if figures.costly:
        said = "、".join(f"{name_of(key)}（{units}个单位共扣{sum}分）" for key, sum, units in figures.costly)
        asked.append(
            f"抓好扣分项整改。本期扣分较多的指标是{said}。各单位要对照成绩单逐条核实扣分记录，能够补正的依法及时补正。"
        )
        rests += [
            [f"{key} {name_of(key)}", f"{units} 个单位扣 {sum} 分"] for key, sum, units in figures.costly
        ]
    if limit := figures.snapshot.appeal_until:
        asked.append(
            f"依规提出异议。对本期成绩有异议的，请于{wording.until(limit)}前通过系统提出，列明指标和记录，由市指导办复核答复。"
        )
        rests.append(["异议截止", cut_words(limit)])
    lines = [f"（{wording.NUMERALS[place]}）{said}" for place, said in enumerate(asked)]
    return "\n".join(lines), rests


def signature(figures, team):
    return team.full_name, [["发文机关", team.full_name]]


def copies(figures, team):
    return "", []


# fmt: off
# key, label on the edit page, heading on the paper ("" for none), writer, may be left out
BLOCKS = (
    ("title",     "标题",               "",                   title,     False),
    ("addressee", "主送机关",           "",                   addressee, False),
    ("opening",   "导语",               "",                   opening,   False),
    ("overall",   "总体情况",           "总体情况",           overall,   True),
    ("best",      "位次靠前的单位",     "位次靠前的单位",     best,      True),
    ("worst",     "位次靠后的单位",     "位次靠后的单位",     worst,     True),
    ("movers",    "位次变化较大的单位", "位次变化较大的单位", movers,    True),
    ("warnings",  "预警情况",           "预警情况",           warnings,  True),
    ("requests",  "下一步要求",         "下一步要求",         requests,  True),
    ("signature", "署名",               "",                   signature, False),
    ("copies",    "抄送",               "",                   copies,    True),
)
# fmt: on
LABELS = {key: label for key, label, *_ in BLOCKS}
REQUIRED = {key for key, _, _, _, optional in BLOCKS if not optional}


def written(figures, team):
    """Return {key: (text, figures that it rests on)} of every block, figures as plain words."""
    found = {}
    for key, _, _, writer, _ in BLOCKS:
        text, rests = writer(figures, team)
        found[key] = text, [[str(name), str(figure)] for name, figure in rests]
    return found
