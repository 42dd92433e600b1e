from typing import Self

from django.db import models

from .proposal import Proposal


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")


class Submission(models.Model):
    """One submitted version, immutable (trigger): the words as they were, and their SHA-256."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="submissions", verbose_name="提案")
    version = models.PositiveSmallIntegerField("版")
    content = models.JSONField("内容")
    sha256 = models.CharField("SHA-256", max_length=64)
    submitted_at = models.DateTimeField("提出日時")
    submitted_by = models.CharField("提出した人", max_length=120)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "提出した版"
        verbose_name_plural = "提出した版"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "version"],
                name="submission_version_once",
                violation_error_message="この版は、もうあります。",
            )
        ]
        indexes = [
            models.Index(fields=["proposal", "version"], name="submission_corrected", condition=models.Q(version__gt=1))
        ]

    def __str__(self) -> str:
        return f"{self.proposal} 第{self.version}版"
