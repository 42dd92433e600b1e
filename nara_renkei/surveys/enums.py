"""Whom a survey asks, and how a question is answered."""

from django.db.models import TextChoices


class Side(TextChoices):
    COMPANY = "COMPANY", "企業"
    DIVISION = "DIVISION", "市"


class QuestionKind(TextChoices):
    SCALE = "SCALE", "5段階"
    TEXT = "TEXT", "文章"
