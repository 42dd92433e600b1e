"""Codes of the library. Labels are what people read."""

from django.db.models import TextChoices


class MenuState(TextChoices):
    OFFERED = "OFFERED", "公開前"
    OPEN = "OPEN", "庁内に公開"
    WITHDRAWN = "WITHDRAWN", "取り下げ"


class Audience(TextChoices):
    PUBLIC = "PUBLIC", "公開"
    INTERNAL = "INTERNAL", "庁内だけ"
