"""事例: how long its fields are, which of them the public reads, and which states staff read."""

from typing import Final

from knowledge.enums import CaseState

TITLE, SUMMARY, FIELD = 60, 200, 40
SHORT, LONG = 1000, 2000  # characters

OPEN: Final = (CaseState.INTERNAL, CaseState.PUBLIC)

# what the public reads of a version, in the order of the page; everything else is the city's
PUBLIC: Final = ("title", "summary", "background", "work", "effect", "voice")
INTERNAL: Final = ("benefit_yen", "benefit_how", "decided_how", "stumble", "reuse", "handover")
# what the 課 is asked when a proposal is done; the rest comes from the record
QUESTIONS: Final = ("work", "decided_how", "stumble", "reuse", "handover")
# the facts that go to the public with the words
FACTS: Final = (
    "field", "implementer", "division", "partner", "method", "year", "started_on", "ended_on", "days",
    "source_name", "source_url",
)  # fmt: skip

# why a 公開の面 was taken down when a newer one took its place
REPLACED: Final = "新しい内容に替えたため"
