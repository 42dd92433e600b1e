"""返信のひな形."""

from typing import Self

from django.db import models


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("position", "pk")


class ReplyTemplate(models.Model):
    """返信のひな形: the desk edits the list; what was sent keeps its own words."""

    name = models.CharField("名前", max_length=60)
    body = models.TextField("文", max_length=1500)
    position = models.PositiveSmallIntegerField("順番", default=0)
    is_active = models.BooleanField("使う", default=True)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "返信のひな形"
        verbose_name_plural = "返信のひな形"
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="reply_template_once",
                violation_error_message="同じ名前のひな形が、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return self.name
