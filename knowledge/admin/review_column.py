from typing import Any

from django.contrib import admin
from django.utils import timezone


class ReviewColumn:
    """By when a page of the library is looked at again."""

    @admin.display(description="見直しの期限", ordering="review_by")
    def review(self, row: Any) -> str:
        if row.review_by is None:
            return "—"
        return f"{row.review_by.isoformat()}{'（過ぎました）' if row.is_past_review(timezone.localdate()) else ''}"
