"""Two journeys of the city office: an appeal that is right, and a bulletin that another signs."""

import re

import pytest
from playwright.sync_api import expect

from enforcement.teams.roles import Role
from supervision.bulletins.models import Bulletin
from supervision.league.definitions import Level
from supervision.league.models import Appeal, Snapshot
from tests.factories import make_officer
from tests.journeys.conftest import PHONE
from tests.journeys.walking import button
from tests.supervision.bulletins.making import make_table
from tests.supervision.bulletins.test_services import two_people
from tests.supervision.league.acting import Published

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


def test_an_appeal_is_upheld_and_changes_what_was_shown_and_nothing_else(sit_down):
    city = Published(levels=tuple(Level))
    others = city.of(city.city.haimen).total
    Snapshot.objects.update(appeal_until=city.snapshot.appeal_until.replace(year=2036))
    unit = sit_down(city.head, f"/league/appeals/new/{city.chumen.pk}/?indicator=P1")
    unit.page.locator("[name=text]").fill("其中一件当天已经录入，系统时间有误")
    unit.page.locator("main form button.btn-primary").click()
    expect(unit.page.locator(".messages")).to_contain_text("异议已提出")
    row = Appeal.objects.get()

    office = sit_down(city.office, "/desk/")
    office.open("/league/appeals/?state=open")
    office.page.get_by_role("link", name=re.compile("楚门镇")).first.click()
    expect(office.page.locator("main")).to_contain_text("没有记录改变")
    city.mend()
    office.open(f"/league/appeals/{row.pk}/")
    office.page.locator("[name=text]").fill("调取日志，确系当日录入")
    button(office, "采纳，下一步").click()
    main = office.page.locator("main")
    for words in ("采纳会改变什么", "失分", "达标", "楚门镇", "玉环市", "县级 W46-2"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("海门街道")
    button(office, "采纳并公布 W46-2").click()
    expect(office.page.locator(".messages")).to_contain_text("W46-2 已公布")
    row.refresh_from_db()
    assert row.state == "UPHELD" and len(row.changes) == 1
    assert city.of(city.city.haimen).total == others
    assert {each.level: each.serial for each in Snapshot.objects.shown()} == {
        "TOWN": 2, "COUNTY": 2, "CITY": 2, "DEPARTMENT": 1,
    }  # fmt: skip
    unit.open(f"/league/appeals/{row.pk}/")
    expect(unit.page.locator("main")).to_contain_text("采纳后改正的记录")


def test_a_bulletin_is_typed_over_refused_put_right_signed_and_published_by_another(sit_down):
    table = make_table(10)
    two_people(table.office.path)
    lin = make_officer(Role.CITY_OFFICE, table.office, name="林十")
    chen = sit_down(table.chen, f"/bulletins/new/?snapshot={table.snapshot.pk}&group=EMPOWERED")
    button(chen, "生成草稿").click()
    chen.page.wait_for_url("**/bulletins/*/")
    block = chen.page.locator("#block-best")
    text = block.locator("textarea").input_value()
    block.locator("textarea").fill(text.replace("98.00分", "99.46分"))
    block.get_by_role("button", name="保存").click()
    expect(block).to_contain_text("“99.46分”，榜单W46-1清港镇的数据中没有")
    pk = Bulletin.objects.get().pk
    sign = sit_down(lin, f"/bulletins/{pk}/sign/")
    expect(button(sign, "签发编号")).to_be_disabled()
    expect(sign.page.locator("main")).to_contain_text("99.46分")

    block.get_by_role("button", name="恢复为数据生成的文字").click()
    expect(block.locator("textarea")).to_have_value(text)
    chen.open(f"/bulletins/{pk}/sign/")
    button(chen, "签发并发布").click()
    expect(chen.page.locator("main")).to_contain_text("请由林十签发")
    sign.open(f"/bulletins/{pk}/sign/")
    button(sign, "签发并发布").click()
    expect(sign.page.locator(".messages")).to_contain_text("已签发并发布")
    done = Bulletin.objects.get()
    assert (done.state, done.signed_by, done.content["signer"]) == ("PUBLISHED", lin, "林十")
    reader = sit_down(make_officer(Role.HEAD, table.rows[0].team), "/desk/", PHONE)
    reader.page.get_by_role("link", name="我的").click()
    reader.page.get_by_role("link", name="通报", exact=True).first.click()
    expect(reader.page.locator("main")).to_contain_text(done.number)
