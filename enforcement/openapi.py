"""The API's description: every operation answers its refusals in the one error form, said once for all."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class FindingSerializer(serializers.Serializer):
    rule = serializers.CharField()
    level = serializers.ChoiceField(choices=["BLOCK", "HOLD", "WARN"])
    message = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)
    remedy = serializers.CharField(allow_blank=True)
    facts = serializers.ListField(child=serializers.CharField(allow_blank=True))
    superior = serializers.CharField(allow_blank=True, help_text="由谁决定后可以继续；不需要别人决定的为空")
    cases = serializers.ListField(child=serializers.IntegerField(), help_text="所指的其他案件")


class ErrorSerializer(serializers.Serializer):
    """The one error form."""

    code = serializers.CharField()
    message = serializers.CharField()
    findings = FindingSerializer(many=True)
    fields = serializers.DictField()


REFUSALS = {
    400: "内容有误，按字段提示修改",
    401: "没有登录",
    403: "岗位不能做这件事",
    404: "没有，或者不在可见范围内",
    405: "这个地址不支持这种方法",
    406: "不支持所要求的格式",
    409: "法律、状态或冲突不允许，附全部原因",
    413: "内容过大",
    415: "不支持这种内容类型",
    429: "请求过于频繁",
    503: "数据库或者存储暂时不可用，Retry-After 写明何时再试",
}


class Schema(AutoSchema):
    """Adds to what a view says of itself the refusals that every view shares."""

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        """Say null of what answers null where nothing stands."""
        if direction == "response" and field.default is None:
            field.allow_null = True
        return super()._map_serializer_field(field, direction, bypass_extensions)

    def _get_response_bodies(self, *args, **kwargs):
        found = super()._get_response_bodies(*args, **kwargs)
        for code, words in REFUSALS.items():
            if str(code) not in found:
                shape = OpenApiResponse(ErrorSerializer, description=words)
                found[str(code)] = self._get_response_for_code(shape, str(code), ["application/json"])
        return found
