from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self

from django.db import models

from proposals.rules.content import CONTACT_FIELDS, CONTENT_FIELDS, Mark
from proposals.rules.word_diff import Piece, word_diff

from .proposal import Proposal


@dataclass(frozen=True, slots=True)
class Words:
    """One field as the company wrote it, and what it marked as 開示されると不利益がある."""

    field: str
    label: str
    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one version says differently in a field."""

    label: str
    pieces: list[Piece]


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

    def words(self, wanted: Collection[str] = (*CONTENT_FIELDS, *CONTACT_FIELDS)) -> list[Words]:
        """Return the fields in the order of the form; what was left empty is left out."""
        fields, marks = self.content.get("fields", {}), self.marks()
        return [
            Words(field, Proposal.label_of(field), text, marks.get(field))
            for field in wanted
            if (text := Proposal.text_of(field, fields.get(field)))
        ]

    def marks(self) -> dict[str, Mark]:
        """Return what was marked, by field. A version from before the marks has none."""
        return {mark["field"]: Mark(mark["part"], mark["reason"]) for mark in self.content.get("marks", [])}

    def files(self) -> list[str]:
        return [file["name"] for file in self.content.get("files", [])]

    def changes_since(self, older: "Submission") -> list[Change]:
        """Return what differs from another version, word by word, in the order of the form."""
        changes = []
        for field in (*CONTENT_FIELDS, *CONTACT_FIELDS):
            label = Proposal.label_of(field)
            before, after = (self._text(one, field) for one in (older, self))
            if before != after:
                changes.append(Change(label, word_diff(before, after)))
            marked_before, marked_after = (str(one.marks().get(field, "")) for one in (older, self))
            if marked_before != marked_after:
                changes.append(Change(f"{label}の印", word_diff(marked_before, marked_after)))
        if older.files() != self.files():
            changes.append(Change("添付", word_diff("\n".join(older.files()), "\n".join(self.files()))))
        return changes

    @staticmethod
    def _text(version: "Submission", field: str) -> str:
        value: Any = version.content.get("fields", {}).get(field)
        return Proposal.text_of(field, value)
