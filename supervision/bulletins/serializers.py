"""Bulletins in the API's words."""

from rest_framework import serializers

from supervision.bulletins.models import Block, Bulletin, BulletinFile
from supervision.bulletins.sentences import LABELS


class BlockSerializer(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()
    text = serializers.CharField(read_only=True)
    edited_by = serializers.CharField(source="edited_by.name", default=None)

    class Meta:
        model = Block
        fields = (
            "key", "label", "text", "generated", "edited", "outdated", "figures", "version", "edited_by", "edited_at",
        )  # fmt: skip

    def get_label(self, block) -> str:
        return LABELS[block.key]


class BulletinFileSerializer(serializers.ModelSerializer):
    class Meta:
        model = BulletinFile
        fields = ("kind", "size", "sha256", "sm3", "made_at")


class BulletinSerializer(serializers.ModelSerializer):
    """A row of the list."""

    state_words = serializers.CharField(source="get_state_display", read_only=True)
    about = serializers.CharField(read_only=True)
    team = serializers.SlugRelatedField(slug_field="path", read_only=True)
    snapshot_name = serializers.CharField(source="snapshot.name", read_only=True)

    class Meta:
        model = Bulletin
        fields = (
            "id", "about", "period", "level", "group", "snapshot", "snapshot_name", "team", "state", "state_words",
            "number", "day", "made_at", "signed_at", "published_at", "withdrawn_at", "reason", "digest",
        )  # fmt: skip


class BulletinDetailSerializer(BulletinSerializer):
    """One bulletin: its blocks, its files, and the snapshot that has replaced the one it rests on, if any."""

    newer = serializers.IntegerField(source="newer.pk", default=None, read_only=True)
    blocks = serializers.SerializerMethodField()
    files = BulletinFileSerializer(many=True, read_only=True)

    class Meta(BulletinSerializer.Meta):
        fields = (*BulletinSerializer.Meta.fields, "newer", "content", "blocks", "files")

    def get_blocks(self, bulletin) -> BlockSerializer(many=True):
        return BlockSerializer(bulletin.blocks.select_related("edited_by").order_by("serial"), many=True).data
