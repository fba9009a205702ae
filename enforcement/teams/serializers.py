"""Units and people in the API's words."""

from rest_framework import serializers

from enforcement.teams.models import Certificate, Merger, Officer, Post, Team, TeamMode


class ModeSerializer(serializers.ModelSerializer):
    served_by = serializers.SlugRelatedField(slug_field="path", read_only=True, allow_null=True)

    class Meta:
        model = TeamMode
        fields = ["mode", "served_by", "invented", "valid_from", "valid_to"]


class TeamSerializer(serializers.ModelSerializer):
    parent = serializers.SlugRelatedField(slug_field="path", read_only=True, allow_null=True)
    modes = ModeSerializer(many=True, read_only=True)

    class Meta:
        model = Team
        fields = ["id", "path", "parent", "kind", "name", "full_name", "mark", "ranked", "is_active", "modes"]


class PostSerializer(serializers.ModelSerializer):
    team = serializers.SlugRelatedField(slug_field="path", read_only=True)

    class Meta:
        model = Post
        fields = ["id", "team", "role", "valid_from", "valid_to"]


class CertificateSerializer(serializers.ModelSerializer):
    class Meta:
        model = Certificate
        fields = ["kind", "number", "valid_from", "valid_to", "revoked_on"]


class OfficerSerializer(serializers.ModelSerializer):
    posts = PostSerializer(source="shown_posts", many=True, read_only=True)
    certificates = CertificateSerializer(many=True, read_only=True)

    class Meta:
        model = Officer
        fields = ["id", "name", "is_active", "posts", "certificates"]


class DisableInput(serializers.Serializer):
    reason = serializers.CharField(max_length=200)


class EndPostInput(serializers.Serializer):
    """A post that ends; `to` takes what its holder has in hand, none puts it before the unit's heads."""

    post = serializers.IntegerField(help_text="本人岗位的编号")
    left_on = serializers.DateField()
    to = serializers.IntegerField(
        required=False, allow_null=True, help_text="接手的人；不填的交本单位负责人分派"
    )


class HandOverInput(serializers.Serializer):
    """A post that passes to another person from a day on, with what its holder has in hand."""

    post = serializers.IntegerField(help_text="本人岗位的编号")
    to = serializers.IntegerField(help_text="接任的人")
    on = serializers.DateField()


class HeldSerializer(serializers.Serializer):
    """How many things of one kind a person has in hand; not which ones (R-1106)."""

    what = serializers.CharField()
    count = serializers.IntegerField()


class MergerSerializer(serializers.ModelSerializer):
    team = serializers.SlugRelatedField(slug_field="path", read_only=True)
    into = serializers.SlugRelatedField(slug_field="path", read_only=True)

    class Meta:
        model = Merger
        fields = ["id", "team", "into", "merged_on", "document", "made_at", "ended_on", "end_document"]


class MergerInput(serializers.Serializer):
    team = serializers.CharField(max_length=11, help_text="被撤并单位的代码")
    into = serializers.CharField(max_length=11, help_text="并入单位的代码")
    merged_on = serializers.DateField()
    document = serializers.CharField(max_length=200, help_text="批准文件名称和文号")


class UndoMergerInput(serializers.Serializer):
    reason = serializers.CharField(max_length=200)


class PartTeamsInput(serializers.Serializer):
    ended_on = serializers.DateField()
    document = serializers.CharField(max_length=200, help_text="批准文件名称和文号")


class SignInSerializer(serializers.Serializer):
    username = serializers.CharField(max_length=40)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField()
    officer = serializers.IntegerField()
