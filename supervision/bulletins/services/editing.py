"""Changing the text of a draft block by block; two people at one block are shown each other's words."""

from django.db import transaction

from enforcement.errors import Conflict, DomainError
from enforcement.journal.services import record
from enforcement.teams.roles import RANK
from supervision.bulletins.models import Block, Bulletin
from supervision.bulletins.sentences import LABELS, REQUIRED
from supervision.league.services.publishing import require

MOST = 6000  # characters of one block


@transaction.atomic
def change(*, bulletin, key, text, version, by, at):
    """Set the text of a block and return it; "" leaves the block out, the generated text undoes the change.

    version: of the block as it was shown. Raises Conflict with both texts where somebody else was first.
    """
    block = held(bulletin, key, by, at)
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if text == block.text:
        return block
    if version != block.version:
        raise Conflict(
            f"“{LABELS[key]}”刚由{block.edited_by.name if block.edited_by else '数据刷新'}改过。请核对后再保存。",
            fields={LABELS[key]: (block.text, text)},
        )
    if not text and key in REQUIRED:
        raise DomainError(f"“{LABELS[key]}”是公文必备的部分，不能空着。可以恢复为数据生成的文字。")
    if len(text) > MOST:
        raise DomainError(
            f"“{LABELS[key]}”有 {len(text)} 个字，一段最多 {MOST} 个字。请删减或者分到别的段落。"
        )
    return keep(block, None if text == block.generated else text, "bulletin.changed", by, at)


@transaction.atomic
def restore(*, bulletin, key, by, at):
    """Put the text that the data wrote back in place of the changed one, and return the block."""
    block = held(bulletin, key, by, at)
    return block if block.edited is None else keep(block, None, "bulletin.restored", by, at)


def held(bulletin, key, by, at):
    """Return the block, locked under its draft."""
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    require(by, RANK, "修改通报", at, bulletin.path)
    if bulletin.state != Bulletin.State.DRAFT:
        raise DomainError(f"通报现在是“{bulletin.get_state_display()}”，不能再修改。有误的撤回后另编制一份。")
    block = Block.objects.select_related("edited_by", "bulletin").filter(bulletin=bulletin, key=key).first()
    if block is None:
        raise DomainError(f"通报没有“{key}”这一段。可用：{'、'.join(LABELS)}。")
    return block


def keep(block, text, verb, by, at):
    was = block.text
    block.edited, block.outdated, block.version = text, False, block.version + 1
    block.edited_by, block.edited_at = by, at
    block.save(update_fields=["edited", "outdated", "version", "edited_by", "edited_at"])
    record(block.bulletin, verb, by=by, at=at, block=LABELS[block.key], before=was, after=block.text)
    return block
