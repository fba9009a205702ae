"""From draft to withdrawal: states, numbers, refusals, and what is kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from enforcement.documents.models import NumberSeries
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.journal.triggers import missing
from enforcement.parameters.models import Parameter
from enforcement.teams.roles import Role
from supervision.bulletins.models import Block, Bulletin, BulletinFile
from supervision.bulletins.services import editing, making, signing
from supervision.league.models import Snapshot, Standing
from tests.conftest import AT
from tests.factories import make_officer
from tests.supervision.bulletins.making import TODAY, correct, fill, make_bulletin, make_snapshot, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return make_table()


@pytest.fixture
def chen(table):
    return table.chen


@pytest.fixture
def bulletin(table):
    return make_bulletin(table=table)


def change(bulletin, key, text, by, version=None):
    version = version or bulletin.blocks.get(key=key).version
    return editing.change(bulletin=bulletin, key=key, text=text, version=version, by=by, at=AT)


def sign(bulletin, by, **given):
    return signing.sign(bulletin=bulletin, by=by, at=AT, day=TODAY, **given)


def verbs(bulletin):
    return list(
        Entry.objects.filter(chain__key=bulletin.chain_key).order_by("serial").values_list("verb", flat=True)
    )


# making


def test_a_draft_has_every_block_and_no_number(bulletin, table):
    assert (bulletin.state, bulletin.number, bulletin.team) == ("DRAFT", "", table.office)
    assert bulletin.blocks.count() == 11 and verbs(bulletin) == ["bulletin.made"]


def test_a_second_draft_of_one_period_and_group_is_the_first(bulletin, table):
    assert make_bulletin(table=table) == bulletin
    assert Bulletin.objects.count() == 1


def test_a_draft_that_nobody_wants_is_thrown_away_and_what_was_written_is_kept(bulletin, table, chen):
    change(bulletin, "best", "清港镇第一。", chen)
    making.discard(bulletin=bulletin, by=chen, at=AT)
    assert not Bulletin.objects.exists() and not Block.objects.exists() and not NumberSeries.objects.exists()
    last = Entry.objects.filter(chain__key=f"bulletin:{bulletin.pk}").order_by("-serial").first()
    assert (last.verb, last.actor) == ("bulletin.discarded", chen)
    assert "清港镇第一。" in str(last.data)
    assert make_bulletin(table=table).blocks.get(key="best").edited is None


def test_what_has_a_number_is_not_thrown_away(bulletin, chen):
    sign(bulletin, chen)
    with pytest.raises(DomainError, match="只有草稿可以删除。有误的请撤回"):
        making.discard(bulletin=bulletin, by=chen, at=AT)
    assert Bulletin.objects.get().state == "SIGNED"


def test_only_who_writes_bulletins_throws_one_away(bulletin, table):
    with pytest.raises(PermissionDenied):
        making.discard(bulletin=bulletin, by=make_officer(team=table.office, role=Role.AUDITOR), at=AT)
    assert Bulletin.objects.exists()


@pytest.mark.parametrize("state", ["PROVISIONAL", "CUT", "WITHDRAWN"])
def test_only_a_published_table_is_written_about(table, state):
    Snapshot.objects.update(state=state)
    table.snapshot.refresh_from_db()
    with pytest.raises(DomainError, match="发布以后才能编制通报"):
        make_bulletin(table=table)


def test_a_final_table_is_written_about(table):
    Snapshot.objects.update(state="FINAL")
    table.snapshot.refresh_from_db()
    assert make_bulletin(table=table).pk


def test_the_city_alone_has_no_bulletin(table):
    city = make_snapshot(level="CITY")
    fill(city, 1, group="CITY")
    with pytest.raises(DomainError, match="没有位次可以通报"):
        making.make(snapshot=city, group="CITY", by=table.chen, at=AT, day=TODAY)


def test_a_group_without_ranked_units_has_no_bulletin(table):
    with pytest.raises(DomainError, match="辐射镇街没有参加排名的单位"):
        making.make(snapshot=table.snapshot, group="SERVED", by=table.chen, at=AT, day=TODAY)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_who_does_not_rank_writes_no_bulletin(table, role):
    other = make_officer(role, table.office)
    with pytest.raises(PermissionDenied):
        making.make(snapshot=table.snapshot, group="EMPOWERED", by=other, at=AT, day=TODAY)


# changing


def test_a_changed_text_stands_and_the_data_s_own_is_kept(bulletin, chen):
    block = change(bulletin, "best", "1．清港镇名列第一。\n", chen)
    assert block.text == "1．清港镇名列第一。" and block.generated.startswith("1．清港镇（玉环市）")
    assert (block.edited_by, block.version) == (chen, 2)
    block = editing.restore(bulletin=bulletin, key="best", by=chen, at=AT)
    assert block.edited is None and block.text == block.generated
    assert verbs(bulletin) == ["bulletin.made", "bulletin.changed", "bulletin.restored"]


def test_the_generated_text_typed_again_is_no_change(bulletin, chen):
    generated = bulletin.blocks.get(key="best").generated
    change(bulletin, "best", "别的。", chen)
    assert change(bulletin, "best", generated, chen).edited is None


def test_two_people_at_one_block_see_each_other(bulletin, table, chen):
    other = make_officer(Role.CITY_OFFICE, table.office, name="林十")
    change(bulletin, "best", "甲。", other, version=1)
    with pytest.raises(Conflict, match="林十改过") as refusal:
        change(bulletin, "best", "乙。", chen, version=1)
    assert refusal.value.fields == {"位次靠前的单位": ("甲。", "乙。")}
    assert bulletin.blocks.get(key="best").text == "甲。"


def test_a_block_may_be_left_out_but_not_what_a_paper_needs(bulletin, chen):
    assert change(bulletin, "movers", " ", chen).text == ""
    with pytest.raises(DomainError, match="公文必备的部分"):
        change(bulletin, "title", "", chen)


def test_a_block_has_an_end(bulletin, chen):
    with pytest.raises(DomainError, match="一段最多 6000 个字"):
        change(bulletin, "best", "长" * 6001, chen)


def test_an_unknown_block_is_refused(bulletin, chen):
    with pytest.raises(DomainError, match="没有“praise”这一段"):
        editing.restore(bulletin=bulletin, key="praise", by=chen, at=AT)


# refreshing


def test_a_corrected_table_is_offered_and_changed_text_stays(bulletin, table, chen):
    change(bulletin, "best", "1．清港镇名列第一。", chen)
    newer = correct(table)
    assert Bulletin.objects.get(pk=bulletin.pk).newer == newer
    done = making.refresh(bulletin=bulletin, by=chen, at=AT)
    best, overall = (done.blocks.get(key=key) for key in ("best", "overall"))
    assert (best.text, best.outdated) == ("1．清港镇名列第一。", True)
    assert "97.50分" in best.generated and "清港镇（97.50分）" in overall.text and not overall.outdated
    assert (done.snapshot, done.newer) == (newer, None)


def test_a_block_that_was_open_when_the_data_changed_is_a_conflict(bulletin, table, chen):
    correct(table)
    making.refresh(bulletin=bulletin, by=chen, at=AT)
    with pytest.raises(Conflict, match="数据刷新改过"):
        change(bulletin, "overall", "旧数。", chen, version=1)


def test_nothing_newer_nothing_to_refresh(bulletin, chen):
    with pytest.raises(DomainError, match="已经是最新数据"):
        making.refresh(bulletin=bulletin, by=chen, at=AT)


# signing off


def test_signing_off_takes_the_number_and_keeps_the_files(bulletin, chen):
    assert not NumberSeries.objects.exists()
    done = sign(bulletin, chen)
    assert (done.state, done.number, done.day) == ("SIGNED", "台综指办通〔2026〕1号", TODAY)
    assert done.content["number"] == done.number and signing.is_intact(done)
    kept = {each.kind: each for each in done.files.all()}
    assert signing.file_of(done, "PDF").startswith(b"%PDF") and signing.file_of(done, "DOCX").startswith(
        b"PK"
    )
    entry = Entry.objects.get(chain__key=done.chain_key, verb="bulletin.signed")
    assert entry.data["files"] == {kind: each.sha256 for kind, each in kept.items()}
    assert entry.data["digest"] == done.digest


def test_numbers_follow_each_other_and_a_withdrawn_one_stays_taken(table, chen):
    first = sign(make_bulletin(table=table), chen)
    signing.withdraw(bulletin=first, reason="有误", by=chen, at=AT)
    second = sign(make_bulletin(table=table), chen)
    assert (first.number, second.number) == ("台综指办通〔2026〕1号", "台综指办通〔2026〕2号")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1．清港镇罚款总额居全市第一，值得学习。", "罚款数额"),
        ("清港镇办案数量最多。", "案件数量"),
        ("清港镇检查户次增长三成。", "检查数量"),
        ("收缴率达到百分之百。", "收缴率"),
    ],
)
def test_merits_by_money_or_volume_stop_the_paper_and_use_no_number(bulletin, chen, text, rule):
    change(bulletin, "best", text, chen)
    with pytest.raises(Refused, match=rule):
        sign(bulletin, chen, reason="领导要求")
    assert not NumberSeries.objects.exists() and not BulletinFile.objects.exists()
    assert Bulletin.objects.get().state == "DRAFT"


def test_to_say_that_they_do_not_count_is_allowed(bulletin, chen):
    change(bulletin, "opening", "罚没款数额、案件数量不得作为评价内容。", chen)
    assert sign(bulletin, chen).number


def test_a_person_s_name_takes_a_reason(bulletin, chen):
    make_officer(name="高峰")
    change(bulletin, "requests", "（一）避开高峰时段。", chen)
    with pytest.raises(Refused, match="“高峰”是人员姓名"):
        sign(bulletin, chen)
    assert sign(bulletin, chen, reason="普通词，不是人名").state == "SIGNED"
    assert Entry.objects.get(verb="bulletin.signed").data["reason"] == "普通词，不是人名"


def test_outdated_data_are_not_signed_off(bulletin, table, chen):
    correct(table)
    with pytest.raises(DomainError, match="榜单已更正为 W46-2"):
        sign(bulletin, chen)
    Snapshot.objects.filter(serial=2).delete()
    Snapshot.objects.update(state="WITHDRAWN", reason="源数据有误")
    with pytest.raises(DomainError, match="已撤回（源数据有误）"):
        sign(bulletin, chen)


def test_an_office_without_a_mark_cannot_number(bulletin, table, chen):
    table.office.mark = ""
    table.office.save()
    with pytest.raises(Refused, match="没有机关代字"):
        sign(bulletin, chen)


def test_what_was_signed_stays_as_it_was(bulletin, table, chen):
    done = sign(bulletin, chen)
    before = signing.file_of(done, "PDF")
    Standing.objects.update(total=1)
    Block.objects.update(edited="篡改")
    for act in (
        lambda: change(bulletin, "best", "改。", chen),
        lambda: editing.restore(bulletin=bulletin, key="best", by=chen, at=AT),
        lambda: making.refresh(bulletin=bulletin, by=chen, at=AT),
        lambda: sign(bulletin, chen),
    ):
        with pytest.raises(DomainError, match="已签发"):
            act()
    assert signing.file_of(done, "PDF") == before
    with pytest.raises(DatabaseError), transaction.atomic():
        BulletinFile.objects.update(sha256="0" * 64)
    assert missing() == []


def test_a_changed_content_is_noticed(bulletin, chen):
    done = sign(bulletin, chen)
    done.content["agency"] = "别的机关"
    assert not signing.is_intact(done)


def test_a_damaged_file_is_refused(bulletin, chen, settings):
    done = sign(bulletin, chen)
    kept = settings.DOCUMENTS_DIR / done.files.get(kind="PDF").path
    kept.chmod(0o640)
    kept.write_bytes(b"%PDF-1.7 other")
    with pytest.raises(Refused, match="校验不一致"):
        signing.file_of(done, "PDF")
    kept.unlink()


# publishing and withdrawing


def test_sign_and_publish_in_one(bulletin, chen):
    done = sign(bulletin, chen, publish_too=True)
    assert (done.state, done.published_by, done.published_at) == ("PUBLISHED", chen, AT)
    assert verbs(done)[-2:] == ["bulletin.signed", "bulletin.published"]


def test_the_states_follow_each_other(bulletin, chen):
    with pytest.raises(DomainError, match="“草稿”，不能发布"):
        signing.publish(bulletin=bulletin, by=chen, at=AT)
    with pytest.raises(DomainError, match="“草稿”，不能撤回"):
        signing.withdraw(bulletin=bulletin, reason="有误", by=chen, at=AT)
    done = signing.publish(bulletin=sign(bulletin, chen), by=chen, at=AT)
    with pytest.raises(DomainError, match="写明理由"):
        signing.withdraw(bulletin=done, reason=" ", by=chen, at=AT)
    gone = signing.withdraw(bulletin=done, reason="数据有误", by=chen, at=AT)
    assert (gone.state, gone.reason, gone.number) == ("WITHDRAWN", "数据有误", done.number)
    with pytest.raises(DomainError, match="不能发布"):
        signing.publish(bulletin=gone, by=chen, at=AT)


@pytest.mark.parametrize("act", ["sign", "publish", "withdraw", "change", "refresh"])
def test_every_act_asks_for_the_post(bulletin, table, act):
    other = make_officer(Role.SUPERVISOR, table.office)
    calls = {
        "sign": lambda: sign(bulletin, other),
        "publish": lambda: signing.publish(bulletin=bulletin, by=other, at=AT),
        "withdraw": lambda: signing.withdraw(bulletin=bulletin, reason="有误", by=other, at=AT),
        "change": lambda: change(bulletin, "best", "改。", other),
        "refresh": lambda: making.refresh(bulletin=bulletin, by=other, at=AT),
    }
    with pytest.raises(PermissionDenied):
        calls[act]()


# figures, and two people


def test_a_number_typed_over_is_not_signed_and_uses_no_number(bulletin, chen):
    generated = bulletin.blocks.get(key="best").generated
    change(bulletin, "best", generated.replace("98.00分", "99.46分"), chen)
    with pytest.raises(Refused, match=r"“99\.46分”，榜单W46-1清港镇的数据中没有"):
        sign(bulletin, chen, reason="领导要求")
    assert not NumberSeries.objects.exists() and Bulletin.objects.get().state == "DRAFT"


def test_a_generated_text_that_no_longer_agrees_is_not_signed(bulletin, table, chen):
    Standing.objects.filter(pk=table.rows[0].pk).update(total=97)
    with pytest.raises(Refused, match=r"榜单W46-1.*的数据中没有"):
        sign(bulletin, chen)


def test_what_was_signed_is_looked_at_again_before_it_is_published(bulletin, table, chen):
    done = sign(bulletin, chen)
    Standing.objects.filter(pk=table.rows[0].pk).update(total=97)
    with pytest.raises(Refused, match=r"榜单W46-1.*的数据中没有"):
        signing.publish(bulletin=done, by=chen, at=AT)
    Standing.objects.filter(pk=table.rows[0].pk).update(total=98)
    correct(table)
    with pytest.raises(DomainError, match=r"榜单已更正为 W46-2.*撤回后另编制"):
        signing.publish(bulletin=done, by=chen, at=AT)


def test_text_changed_after_the_last_look_is_not_signed(bulletin, chen):
    seen = signing.shown(bulletin, TODAY)
    change(bulletin, "movers", "", chen)
    with pytest.raises(DomainError, match="内容又有改动，没有签发"):
        sign(bulletin, chen, seen=seen)
    assert sign(bulletin, chen, seen=signing.shown(bulletin, TODAY)).state == "SIGNED"


def two_people(path=""):
    Parameter.objects.create(
        key="league.two_people",
        path=path,
        value=True,
        valid_from=TODAY,
        status="CONFIRMED",
        source="内部分工",
    )


def test_where_the_unit_says_so_another_one_signs_and_publishes(bulletin, table, chen):
    two_people(table.office.path)
    with pytest.raises(DomainError, match="请由另一位有这个岗位的人员"):
        sign(bulletin, chen)
    lin = make_officer(Role.CITY_OFFICE, table.office, name="林十")
    with pytest.raises(DomainError, match="请由林十签发"):
        sign(bulletin, chen)
    done = sign(bulletin, lin)
    assert done.content["signer"] == "林十"
    with pytest.raises(DomainError, match="请由林十发布"):
        signing.publish(bulletin=done, by=chen, at=AT)
    assert signing.publish(bulletin=done, by=lin, at=AT).published_by == lin


def test_who_changed_a_paragraph_is_one_of_the_drafters(bulletin, table, chen):
    two_people(table.office.path)
    lin = make_officer(Role.CITY_OFFICE, table.office, name="林十")
    change(bulletin, "movers", "", lin)
    with pytest.raises(DomainError, match="起草或者修改过"):
        sign(bulletin, lin)


def test_another_unit_s_rule_does_not_bind(bulletin, chen):
    two_people("331083")
    assert sign(bulletin, chen).state == "SIGNED"
