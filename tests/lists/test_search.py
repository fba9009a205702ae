"""Officers' words find what they mean (ux T11): everyday words, pinyin, initials, articles, law, code."""

from datetime import date

import pytest
from django.db.models import IntegerField, OuterRef, Subquery, Value

from enforcement.teams.roles import Role
from lists.models import ItemVersion
from lists.search import note_on, rows, search, synonyms
from lists.seeds import load_lists
from lists.spelling import read_article
from tests.factories import make_city, make_officer
from tests.lists.factories import make_devolution, make_item

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
STALL = "ZJ-ZJSR-16-3-A"

# what is said, and the item that must be among the first three
MEANT = [
    ("占道", STALL),
    ("zd", STALL),
    ("ZD", STALL),
    ("zdjy", STALL),
    ("zhandao", STALL),
    ("zhandaojingying", STALL),
    ("门口摆摊", STALL),
    ("店外经营", STALL),
    ("路口有人摆摊卖水果", STALL),
    ("擅自占用人行道等公共场所设摊经营", STALL),
    ("设摊", STALL),
    ("市容条例第十六条第三款", STALL),
    ("市容条例 占道", STALL),
    ("五十一条", "ZJ-RQ-51-1-P"),
    ("51条", "ZJ-RQ-51-1-P"),
    ("第五十一条", "ZJ-RQ-51-1-P"),
    ("燃气条例51条", "ZJ-RQ-51-2-A"),
    ("生态环境法典1132条第三款", "ZJ-FD-1132-3a-A"),
    ("烧烤", "ZJ-FD-1132-3a-A"),
    ("shaokao", "ZJ-FD-1132-3a-A"),
    ("遛狗", "ZJ-ZJSR-33-5-P"),
    ("乱扔垃圾", "ZJ-ZJSR-32-2-2-P"),
    ("垃圾分类", "ZJ-ZJLJ-45-P"),
    ("违章建筑", "ZJ-CXGH-64-A"),
    ("消防通道", "ZJ-XF-60-1-5-O"),
    ("井盖", "ZJ-TZSR-24-2-O"),
    ("广场舞", "ZJ-FD-1190-1-2-P"),
    ("ktv", "ZJ-FD-1189-1-1-A"),
    ("ZJ-DL-42-1-d27.1-A", "ZJ-DL-42-1-d27.1-A"),
    ("zj-zjsr-16", STALL),
]
NOTHING = ["", "   ", "%", "_", "'\"", "\\", "xyzzy", "第0条", "99999条", "行政处罚法51条", "|"]
ODD = ["占" * 500, "a " * 300, "一二三四五六七八九十" * 20, "9" * 80 + "条", "占道\x00经营"]


@pytest.fixture
def lists(at):
    load_lists(by=None, at=at)


@pytest.fixture
def officer():
    return make_officer()


def codes(text, officer, **given):
    return [version.item.code for version in search(text, officer, DAY, **given)]


def test_T11_right_item_in_the_first_three(lists, officer):
    found = {text: codes(text, officer)[:3] for text, _ in MEANT}
    assert {text: found[text] for text, code in MEANT if code not in found[text]} == {}


# the whole table of findings/officer.md: what is typed, and the first that is found; None: the lists have nothing
TYPED = {
    "占道": STALL, "店外经营": STALL, "烧烤": "ZJ-FD-1132-3a-A", "油烟": "ZJ-FD-1132-1-A",
    "夜宵摊": "ZJ-ZJSP-22-2-A", "噪音": "ZJ-FD-1185-1-1-O", "渣土车": "ZJ-ZJSR-28-4a-O",
    "工地扬尘": "ZJ-FD-1128-1-1-O", "垃圾分类": "ZJ-FD-1174-3-O", "小广告": "ZJ-TZSR-33-3b-A",
    "违建": "ZJ-CXGH-64-A", "挖路": "ZJ-DL-42-1-d27.1-A", "燃气": "ZJ-RQ-46-1-5-O", "井盖": "ZJ-TZSR-24-2-O",
    "餐厨垃圾": "ZJ-FD-1174-1-2-P", "广告牌": "ZJ-TZSR-32-2a-A", "泼水": "ZJ-ZJSR-32-2-3-P",
    "物业": "ZJ-TZWY-61-1-2-O", "污水": "ZJ-PS-49-O", "河道": "ZJ-ZJHD-41-1-d25.1-A",
    "电动车充电": "ZJ-XF-66-A", "犬证": "ZJ-DW-92-1-3-A", "野钓": "ZJ-FD-1145-2-P", "砍树": "ZJ-SL-76-2-A",
    "水表": None, "假药": None, "乱停车": None, "高空抛物": None, "遛狗不牵绳": None, "群租": None, "绿化": None,
}  # fmt: skip


def test_every_word_an_officer_typed_finds_its_item_or_is_told_that_there_is_none(lists, officer):
    found = {text: (codes(text, officer) or [None])[0] for text in TYPED}
    assert found == TYPED
    assert [text for text, code in TYPED.items() if bool(note_on(text)) == bool(code)] == []


def test_one_shared_pair_is_no_hit(lists, officer):
    """Kitchen waste is not every waste, and trading outside the shop is not every trade."""
    for text, part in (("餐厨垃圾", "厨"), ("店外经营", "摊"), ("装修垃圾堆楼道", "垃圾")):
        names = [version.name + version.search_words for version in search(text, officer, DAY)]
        assert all(part in name for name in names), (text, names)
    assert codes("停车收费不合理", officer) == []


def test_the_office_adds_words_in_a_file_of_its_own(lists, officer, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    said = "said,means,note\n绿化,枝叶|绿化作业,\n无人机,,清单里没有无人机的事项：由公安机关查处。\n"
    (tmp_path / "synonyms.csv").write_text(said, encoding="utf-8-sig")
    for held in (rows, synonyms):
        held.cache_clear()
    try:
        assert codes("绿化", officer)[0] == "ZJ-TZSR-40-3a-O"
        assert codes("无人机", officer) == [] and "公安机关" in note_on("无人机")
    finally:
        for held in (rows, synonyms):
            held.cache_clear()


def test_an_article_finds_that_article_before_all_else(lists, officer):
    found = search("五十一条", officer, DAY)
    assert [version.basis_article for version in found] == [51] * len(found) and len(found) == 5


def test_what_means_nothing_finds_nothing(lists, officer):
    assert {text: found for text in NOTHING if (found := codes(text, officer))} == {}


def test_long_and_odd_questions_are_survived(lists, officer):
    assert all(len(codes(text, officer)) <= 20 for text in ODD)


def test_synonyms_lead_somewhere(lists, officer):
    for said, words in synonyms().items():
        assert bool(codes(said, officer)) == bool(words), said
        assert bool(note_on(said)) != bool(words), said


def test_what_my_unit_may_act_on_comes_first():
    city = make_city()
    other, own = make_item("A-1"), make_item("B-1")
    make_devolution(own, city.chumen)
    officer = make_officer(team=city.chumen)
    found = search("占道经营", officer, DAY)
    assert [(version.item.code, bool(version.mine)) for version in found] == [("B-1", True), ("A-1", False)]
    assert codes("占道经营", make_officer(team=city.dachen)) == [other.item.code, "B-1"]


def test_among_equals_use_decides():
    make_item("A-1"), make_item("B-1")
    often = ItemVersion.objects.filter(pk=OuterRef("pk"), item__code="B-1").values(n=Value(7))
    uses = Subquery(often, output_field=IntegerField())
    found = search("占道经营", make_officer(), DAY, uses=uses)
    assert [(version.item.code, version.uses) for version in found] == [("B-1", 7), ("A-1", None)]


def test_what_has_ended_comes_last_and_what_is_to_come_not_at_all():
    make_item("A-1", valid_to=date(2026, 8, 14))
    make_item("B-1", words="占道施工")
    make_item("C-1", valid_from=date(2027, 1, 1))
    assert codes("占道", make_officer()) == ["B-1", "A-1"]


def test_it_answers_as_of_a_day():
    make_item("A-1", valid_to=date(2026, 8, 14))
    make_item("A-1", name="店外摆放", words="摆放", valid_from=date(2026, 8, 15))
    officer = make_officer()
    assert [version.fine_max for version in search("占道经营", officer, date(2026, 8, 14))] == [50]
    assert search("占道经营", officer, DAY) == []


def test_whoever_may_not_read_items_finds_none():
    make_item()
    assert codes("占道", make_officer(Role.AUDITOR)) == []


def test_it_takes_two_queries_and_stops_at_twenty(officer, django_assert_max_num_queries):
    for number in range(30):
        make_item(f"A-{number:02}")
    officer.sight(DAY)
    with django_assert_max_num_queries(2):
        assert len(codes("占道", officer)) == 20
    assert len(codes("占道", officer, limit=5)) == 5


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("五十一条", ((51, None, None), "")),
        ("一千一百三十二条第三款", ((1132, 3, None), "")),
        ("第二十条第（二）项", ((20, None, 2), "")),
        ("燃气条例第105条", ((105, None, None), "燃气条例")),
        ("一百零五", ((105, None, None), "")),
        ("十条", ((10, None, None), "")),
        ("51", ((51, None, None), "")),
        ("两条狗", (None, "两条狗")),
        ("三合一", (None, "三合一")),
    ],
)
def test_articles_as_people_write_them(text, read):
    assert read_article(text) == read
