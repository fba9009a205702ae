"""One table with one foreign key and eight columns."""

from django.db import models


class Unit(models.Model):
    name = models.CharField(max_length=60)

    def __str__(self):
        return self.name


class Row(models.Model):
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    place = models.CharField(max_length=200)
    due = models.DateField(null=True)
    opened_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, models.PROTECT)

    def __str__(self):
        return self.number
