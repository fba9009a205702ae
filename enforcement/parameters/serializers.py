"""Shapes of the calendar in the API."""

from rest_framework import serializers


class OffSerializer(serializers.Serializer):
    """One line of a year's notice."""

    day = serializers.DateField()
    is_working = serializers.BooleanField(help_text="true 为调休上班，false 为放假")
    name = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


class NoticeInput(serializers.Serializer):
    source = serializers.CharField(max_length=200, help_text="国务院办公厅通知的名称和文号")
    days = OffSerializer(many=True, max_length=366)


class YearSerializer(serializers.Serializer):
    year = serializers.IntegerField()
    source = serializers.CharField(help_text="没有录入的为空")
    provisional = serializers.BooleanField()
    days = OffSerializer(many=True)


class ShiftSerializer(serializers.Serializer):
    number = serializers.CharField()
    unit = serializers.CharField()
    label = serializers.CharField()
    before = serializers.DateField(help_text="现在的法定最后一日")
    after = serializers.DateField()
    safe_before = serializers.DateField(help_text="现在的稳妥日")
    safe_after = serializers.DateField()


class EffectSerializer(serializers.Serializer):
    moved = serializers.IntegerField(help_text="最后一日会变的未完成期限")
    firm = serializers.IntegerField(help_text="日期不变、由暂估转为确定的期限")
    left_off = serializers.IntegerField(help_text="没有列出的")
    shown = ShiftSerializer(many=True)
