"""What a person keeps of the case list for himself."""

from django.db import models

from enforcement.teams.models import Officer


class SavedView(models.Model):
    """The filters of a case list under a name, for one person (常用筛选)."""

    LONGEST = 20

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="saved_views")
    name = models.CharField("名称", max_length=LONGEST)
    query = models.CharField("筛选条件", max_length=1000)
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "常用筛选"
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="saved_view_once_a_name")]

    def __str__(self):
        return self.name

    @property
    def address(self):
        return f"?{self.query}"
