"""The pages: empty, choosing, writing with and without script, signing off, reading."""

import re

import pytest

from enforcement.teams.roles import Role
from supervision.bulletins.models import Bulletin
from supervision.bulletins.services import signing
from supervision.league.models import Snapshot
from tests.conftest import AT
from tests.factories import make_officer, make_team
from tests.supervision.bulletins.making import (
    TODAY,
    correct,
    fill,
    make_bulletin,
    make_office,
    make_snapshot,
    make_table,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def seen_on(client, bulletin):
    """Return the digest of what the page shows before the press."""
    page = client.get(f"/bulletins/{bulletin.pk}/sign/").content.decode()
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page).group(1)


@pytest.fixture
def table():
    return make_table()


@pytest.fixture
def chen(table, client):
    client.force_login(table.chen)
    return client


@pytest.fixture
def bulletin(table):
    return make_bulletin(table=table)


def text(answer):
    return answer.content.decode()


def test_an_empty_list_offers_the_one_useful_act(client):
    _, chen = make_office()
    client.force_login(chen)
    page = text(client.get("/bulletins/"))
    assert "还没有通报" in page and "用本周数据生成" in page and "/bulletins/new/" in page
    assert "还没有已发布的榜单" in text(client.get("/bulletins/new/"))


def test_an_empty_list_offers_others_nothing(client):
    client.force_login(make_officer(team=make_team("331083102")))
    page = text(client.get("/bulletins/"))
    assert "市指导办发布的通报会显示在这里" in page and "用本周数据生成" not in page


def test_new_shows_what_would_be_made_and_makes_nothing(chen, table):
    page = text(chen.get(f"/bulletins/new/?snapshot={table.snapshot.pk}&group=EMPOWERED"))
    assert "将写成这样" in page and "海山乡（玉环市）84.50分，列第10位" in page and "2026-11-15 24:00" in page
    assert not Bulletin.objects.exists()


def test_new_without_an_address_takes_the_newest_weekly_table_of_the_towns(chen, table):
    county = make_snapshot(level="COUNTY")
    fill(county, 4, group="COUNTY")
    page = text(chen.get("/bulletins/new/"))
    assert f'name="snapshot" value="{table.snapshot.pk}"' in page and 'name="group" value="EMPOWERED"' in page
    assert f"?snapshot={county.pk}&amp;group=COUNTY" in page


@pytest.mark.parametrize("query", ["?snapshot=abc", "?snapshot=999999", "?snapshot=²"])
def test_new_of_a_table_that_is_not_there_offers_nothing(chen, query):
    assert "还没有已发布的榜单" in text(chen.get(f"/bulletins/new/{query}"))


def test_new_of_a_table_that_is_not_published_says_why(chen, table):
    Snapshot.objects.update(state="CUT")
    page = text(chen.get(f"/bulletins/new/?snapshot={table.snapshot.pk}&group=EMPOWERED"))
    assert "发布以后才能编制通报" in page and "生成草稿" not in page


def test_making_leads_to_the_draft_and_twice_to_the_same(chen, table):
    given = {"snapshot": table.snapshot.pk, "group": "EMPOWERED"}
    first, second = (chen.post("/bulletins/new/", given) for _ in range(2))
    assert first.url == second.url == f"/bulletins/{Bulletin.objects.get().pk}/"
    assert "打开草稿" in text(chen.get("/bulletins/new/"))


def test_the_draft_shows_blocks_figures_and_the_paper(chen, bulletin):
    page = text(chen.get(f"/bulletins/{bulletin.pk}/"))
    assert page.count('name="text"') == 11 and "依据的数字（" in page and "海山乡 E1" in page
    assert f"/bulletins/{bulletin.pk}/page/1.png?v=" in page
    picture = chen.get(f"/bulletins/{bulletin.pk}/page/1.png")
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert chen.get(f"/bulletins/{bulletin.pk}/page/99.png").status_code == 404


def test_a_block_is_saved_without_script(chen, bulletin):
    answer = chen.post(f"/bulletins/{bulletin.pk}/blocks/best/", {"text": "清港镇第一。", "version": 1})
    assert answer.url == f"/bulletins/{bulletin.pk}/#block-best"
    page = text(chen.get(f"/bulletins/{bulletin.pk}/"))
    assert "清港镇第一。" in page and "恢复为数据生成的文字" in page and "已修改" in page


def test_a_block_is_saved_in_place_with_the_paper_beside_it(chen, bulletin):
    before = text(chen.get(f"/bulletins/{bulletin.pk}/")).partition("page/1.png?v=")[2][:12]
    address = f"/bulletins/{bulletin.pk}/blocks/best/"
    part = text(chen.post(address, {"text": "清港镇第一。", "version": 1}, headers=HTMX))
    assert part.count('name="text"') == 1 and "已保存 10:00:00" in part and 'hx-swap-oob="true"' in part
    assert part.partition("page/1.png?v=")[2][:12] != before
    part = text(chen.post(f"{address}restore/", headers=HTMX))
    assert "清港镇第一。" not in part and "恢复为数据生成的文字" not in part


def test_somebody_else_s_words_are_shown_beside_what_was_typed(chen, bulletin):
    address = f"/bulletins/{bulletin.pk}/blocks/best/"
    chen.post(address, {"text": "甲。", "version": 1})
    part = chen.post(address, {"text": "乙。", "version": 1}, headers=HTMX)
    assert part.status_code == 409
    assert "刚由陈九改过" in text(part) and "甲。" in text(part) and "乙。</textarea>" in text(part)
    whole = chen.post(address, {"text": "乙。", "version": 1})
    assert whole.status_code == 409 and "甲。" in text(whole) and "乙。" in text(whole)


def test_what_may_not_be_empty_says_so_in_its_place(chen, bulletin):
    answer = chen.post(f"/bulletins/{bulletin.pk}/blocks/title/", {"text": "", "version": 1}, headers=HTMX)
    assert answer.status_code == 422 and "公文必备的部分" in text(answer)
    assert chen.post(f"/bulletins/{bulletin.pk}/blocks/title/", {"text": "", "version": 1}).status_code == 422


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_part_that_no_bulletin_has_is_not_there(bulletin, chen, headers):
    address = f"/bulletins/{bulletin.pk}/blocks/abcdefgh/"
    assert chen.post(address, {"text": "词", "version": 1}, headers=headers).status_code == 404


def test_a_forbidden_sentence_is_marked_at_once_and_closes_the_sign_off(chen, bulletin):
    address = f"/bulletins/{bulletin.pk}/blocks/best/"
    part = text(chen.post(address, {"text": "清港镇罚款最多。", "version": 1}, headers=HTMX))
    assert "第七十四条第三款" in part
    page = text(chen.get(f"/bulletins/{bulletin.pk}/sign/"))
    assert "有不能写进通报的内容" in page and page.count("disabled aria-describedby") == 2
    answer = chen.post(f"/bulletins/{bulletin.pk}/sign/")
    assert answer.status_code == 422 and Bulletin.objects.get().state == "DRAFT"


def test_a_corrected_table_is_told_and_refreshed(chen, bulletin, table):
    correct(table)
    page = text(chen.get(f"/bulletins/{bulletin.pk}/"))
    assert "数据已更新" in page and "W46-2" in page
    assert "先回到草稿刷新数据" in text(chen.get(f"/bulletins/{bulletin.pk}/sign/"))
    page = text(chen.post(f"/bulletins/{bulletin.pk}/refresh/", follow=True))
    assert "已按榜单 W46-2 刷新" in page and "数据已更新" not in page


def test_a_draft_is_thrown_away_after_a_page_that_says_what_is_lost(chen, bulletin):
    address = f"/bulletins/{bulletin.pk}/discard/"
    assert address in text(chen.get(f"/bulletins/{bulletin.pk}/"))
    chen.post(f"/bulletins/{bulletin.pk}/blocks/best/", {"text": "清港镇第一。", "version": 1})
    asked = text(chen.get(address))
    assert "位次靠前的单位" in asked and "改过的文字留在日志里" in asked
    answer = chen.post(address, {"idempotency_key": "a1"}, follow=True)
    assert answer.redirect_chain == [("/bulletins/", 302)]
    assert "草稿已删除，没有占用文号" in text(answer) and not Bulletin.objects.exists()


def test_what_is_signed_off_has_no_page_to_throw_it_away(chen, bulletin, table):
    signing.sign(bulletin=bulletin, by=table.chen, at=AT, day=TODAY)
    address = f"/bulletins/{bulletin.pk}/discard/"
    assert chen.get(address).status_code == 302
    assert chen.post(address, {"idempotency_key": "a1"}).status_code == 422
    assert address not in text(chen.get(f"/bulletins/{bulletin.pk}/"))


def test_signing_off_twice_is_once(chen, bulletin):
    page = text(chen.get(f"/bulletins/{bulletin.pk}/sign/"))
    assert "没有，全部是数据生成的文字" in page
    key = {"idempotency_key": "k1", "then": "publish", "seen": seen_on(chen, bulletin)}
    first, second = (chen.post(f"/bulletins/{bulletin.pk}/sign/", key) for _ in range(2))
    assert first.url == second.url == f"/bulletins/{bulletin.pk}/"
    done = Bulletin.objects.get()
    assert (done.state, done.number) == ("PUBLISHED", "台综指办通〔2026〕1号")
    assert chen.get(f"/bulletins/{bulletin.pk}/sign/").status_code == 302


def test_a_name_asks_for_its_reason_on_the_page(chen, bulletin):
    chen.post(f"/bulletins/{bulletin.pk}/blocks/best/", {"text": "陈九来过。", "version": 1})
    assert "与姓名同字的词、榜单以外的数字为什么可以保留" in text(chen.get(f"/bulletins/{bulletin.pk}/sign/"))
    seen = seen_on(chen, bulletin)
    assert chen.post(f"/bulletins/{bulletin.pk}/sign/", {"reason": "", "seen": seen}).status_code == 422
    assert chen.post(f"/bulletins/{bulletin.pk}/sign/", {"reason": "引文", "seen": seen}).status_code == 302


def test_the_files_are_the_kept_ones(chen, bulletin, table):
    assert chen.get(f"/bulletins/{bulletin.pk}/file/pdf/").status_code == 422
    done = signing.sign(bulletin=bulletin, by=table.chen, at=AT, day=TODAY)
    for kind, kept in (("pdf", "PDF"), ("docx", "DOCX")):
        answer = chen.get(f"/bulletins/{bulletin.pk}/file/{kind}/")
        assert answer.content == signing.file_of(done, kept)
        assert f"bulletin-2026-W46-20261.{kind}" in answer["Content-Disposition"]
    assert chen.get(f"/bulletins/{bulletin.pk}/file/exe/").status_code == 404


def test_publishing_and_withdrawing_are_confirmed_on_pages_of_their_own(chen, bulletin, table, client):
    signing.sign(bulletin=bulletin, by=table.chen, at=AT, day=TODAY)
    assert "发布通报" in text(chen.get(f"/bulletins/{bulletin.pk}/publish/"))
    assert Bulletin.objects.get().state == "SIGNED"
    assert "已发布" in text(chen.post(f"/bulletins/{bulletin.pk}/publish/", follow=True))
    answer = chen.post(f"/bulletins/{bulletin.pk}/withdraw/", {"reason": ""})
    assert answer.status_code == 422 and "写明理由" in text(answer)
    chen.post(f"/bulletins/{bulletin.pk}/withdraw/", {"reason": "数据有误，另行通报"})
    client.force_login(make_officer(Role.OFFICER, make_team("331083102")))
    page = text(client.get(f"/bulletins/{bulletin.pk}/"))
    assert "数据有误，另行通报" in page and "文号保留，不再使用" in page and "下载 Word" not in page
    assert client.get(f"/bulletins/{bulletin.pk}/file/docx/").status_code == 422
    assert client.get(f"/bulletins/{bulletin.pk}/file/pdf/").content.startswith(b"%PDF")


def test_a_published_bulletin_says_that_its_table_was_corrected(chen, bulletin, table):
    signing.sign(bulletin=bulletin, by=table.chen, at=AT, day=TODAY, publish_too=True)
    correct(table)
    page = text(chen.get(f"/bulletins/{bulletin.pk}/"))
    assert "数据已更新" in page and "按新榜单编制" in page


def test_the_list_takes_few_statements(chen, table, django_assert_max_num_queries):
    done = signing.sign(bulletin=make_bulletin(table=table), by=table.chen, at=AT, day=TODAY)
    for _ in range(5):
        signing.sign(bulletin=make_bulletin(table=table), by=table.chen, at=AT, day=TODAY)
    with django_assert_max_num_queries(12):
        page = text(chen.get("/bulletins/"))
    assert page.count("情况的通报</a>") == 6 and done.number in page
