"""The bare list and its create: the cheapest thing that REST framework can do."""

from django.urls import include, path
from rest_framework import mixins, pagination, routers, serializers, viewsets

from tests.bench.floor.models import Row


class RowSerializer(serializers.ModelSerializer):
    class Meta:
        model = Row
        fields = "__all__"


class ByKey(pagination.CursorPagination):
    """By key and without counting, so that the floor is no slower than it has to be."""

    page_size = 20
    ordering = "-id"


class RowViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    queryset = Row.objects.all()
    serializer_class = RowSerializer
    pagination_class = ByKey


router = routers.SimpleRouter()
router.register("rows", RowViewSet)
urlpatterns = [path("", include(router.urls))]
