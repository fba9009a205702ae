"""What stops the start: Django's inside is no longer what the kept reads lean on (`enforcement/prepared.py`)."""

from django.core.checks import Error

from enforcement.prepared import Slot, tried
from enforcement.teams.models import Certificate, Officer, Post, Team

WORDS = (
    "Django 内部有变，enforcement/prepared.py 预先写好的查询读错了：{}。换回 requirements.txt 锁定的版本，"
    "或者改好 enforcement/prepared.py 再启动"
)


def column(model, name):
    return f'"{model._meta.db_table}"."{name}"'


def faults_of_kept_reads():
    """Yield in words what a kept read of a post gets wrong: its person, his certificates, the units."""
    slots = [Slot("officer"), Slot("keys", 0), Slot("keys", 1)]
    posts = Post.objects.filter(officer=slots[0], pk__in=slots[1:]).select_related("officer", "team__parent")
    plan, post = tried(posts, ("officer__certificates",))
    if [each for each in plan.values if isinstance(each, Slot)] != slots:
        yield "值不在语句里应在的位置"
    read = {
        "行的列": (post.role, column(Post, "role")),
        "行的主键": (post.pk, column(Post, "id")),
        "相关的行": (post.officer.name, column(Officer, "name")),
        "再相关的行": (
            [post.team.name, post.team.parent.name.partition(".")[2]], [column(Team, "name"), '"name"']
        ),
        "带回的多行": (
            [each.number for each in post.officer.certificates.all()], [column(Certificate, "number")]
        ),
    }  # fmt: skip
    yield from (what for what, (found, right) in read.items() if found != right)
    if post._state.adding or post.team.parent._state.adding:
        yield "读出的行没有当作已经保存的行"


def kept_reads_are_whole(app_configs, **kwargs):
    """Refuse to start with a Django whose inner names and shapes are not those that kept reads are made of."""
    try:
        faults = list(faults_of_kept_reads())
    except Exception as error:  # whatever Django renamed, this is where it shows
        faults = [f"{type(error).__name__}: {error}"]
    return [Error(WORDS.format(fault), id="prepared.E001") for fault in faults]
