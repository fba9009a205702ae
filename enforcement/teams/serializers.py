"""Units and people in the API's words."""

from rest_framework import serializers

from enforcement.teams.models import Certificate, Officer, Post, Team, TeamMode


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
        fields = ["team", "role", "valid_from", "valid_to"]


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


class SignInSerializer(serializers.Serializer):
    username = serializers.CharField(max_length=40)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField()
    officer = serializers.IntegerField()
