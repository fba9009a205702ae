"""How the entries of bulletins read in the journal."""

# fmt: off
SUBJECTS = {"bulletin": "通报"}
VERBS = {
    "bulletin.made": "编制通报", "bulletin.changed": "修改通报", "bulletin.restored": "恢复数据生成的文字",
    "bulletin.refreshed": "刷新通报数据", "bulletin.signed": "通报签发", "bulletin.published": "发布通报",
    "bulletin.withdrawn": "撤回通报", "bulletin.discarded": "删除通报草稿",
}
NAMES = {
    "snapshot": "榜单", "table_before": "原榜单",
    "group": "同类", "block": "段落", "before": "原文", "after": "现文", "kept": "保留的修改",
    "files": "文件",
}
# fmt: on
