"""When an ended proposal is asked how it went."""

from datetime import timedelta
from typing import Any, Final

from nara_renkei.core.calendar import FiscalYear

# not while it is fresh, and not when nobody remembers: imported history is never asked
ASKED_AFTER: Final = timedelta(days=30)
ASKED_UNTIL: Final = timedelta(days=180)
# who is asked in the last days of March has this long, too
TIME_TO_ANSWER: Final = timedelta(days=30)


def about_of(year: FiscalYear) -> str:
    """Return the key of the year's survey, 「ended:R8」."""
    return f"ended:{year.short}"


def words_of(year: FiscalYear) -> dict[str, Any]:
    """Return what the year's survey is called, says and until when it is open."""
    return {
        "title": f"終わった提案についてのアンケート（{year}）",
        "company_intro": "ご提案の結果をお知らせしてから、または実施が終わってから、30日がたちました。これからの進め方に生かします。",
        "division_intro": "主担当だった提案が終わってから、30日がたちました。課で一人、回答してください。これからの進め方に生かします。",
        "closes_on": year.last + TIME_TO_ANSWER,
    }
