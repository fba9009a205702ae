"""Changing the text of a draft block by block; two people at one block are shown each other's words."""

from enforcement.errors import Conflict, DomainError
from enforcement.procedures.acting import act
from supervision.bulletins.models import Block
from supervision.bulletins.sentences import LABELS, REQUIRED

MOST = 6000  # characters of one block


def change(*, bulletin, key, text, version, by, at):
    """Set the text of a block and return it; "" leaves the block out, the generated text undoes the change.

    version: of the block as it was shown. Raises Conflict with both texts where somebody else was first.
    """
    with act(bulletin, "change", by=by, at=at) as bulletin:
        block = block_of(bulletin, key)
        text = "\n".join(line.rstrip() for line in text.strip().splitlines())
        if text == block.text:
            bulletin.taking.nothing()
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
        return keep(bulletin, block, None if text == block.generated else text)


def restore(*, bulletin, key, by, at):
    """Put the text that the data wrote back in place of the changed one, and return the block."""
    with act(bulletin, "restore", by=by, at=at) as bulletin:
        block = block_of(bulletin, key)
        if block.edited is None:
            bulletin.taking.nothing()
            return block
        return keep(bulletin, block, None)


def block_of(bulletin, key):
    """Return the block, held under the lock of its draft."""
    block = Block.objects.select_related("edited_by", "bulletin").filter(bulletin=bulletin, key=key).first()
    if block is None:
        raise DomainError(f"通报没有“{key}”这一段。可用：{'、'.join(LABELS)}。")
    return block


def keep(bulletin, block, text):
    was, taking = block.text, bulletin.taking
    block.edited, block.outdated, block.version = text, False, block.version + 1
    block.edited_by, block.edited_at = taking.by, taking.at
    block.save(update_fields=["edited", "outdated", "version", "edited_by", "edited_at"])
    taking.go(block=LABELS[block.key], before=was, after=block.text)
    return block
