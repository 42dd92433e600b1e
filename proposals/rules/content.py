"""Which fields of a proposal are the company's words, in the order of the form, and what it may mark in them."""

from dataclasses import dataclass

REQUIRED_FIELDS = ("title", "summary", "beneficiary", "body", "asks", "cost")

OPTIONAL_FIELDS = (
    "city_benefit",
    "proposer_benefit",
    "originality",
    "roles",
    "timing",
    "method",
    "related_divisions",
    "track_record",
    "co_proposers_note",
    "confidential",
    "publicity",
    "share_summary",
    "consulted_before",
)

# asked by the 課 in a 修正のお願い or in the dialogue, never before
LATER_FIELDS = ("team", "risks", "schedule", "estimate", "permits")

CHALLENGE_FIELDS = ("challenge_answer", "challenge_question")

CONTENT_FIELDS = (*REQUIRED_FIELDS, *CHALLENGE_FIELDS, *OPTIONAL_FIELDS, *LATER_FIELDS)

CONTACT_FIELDS = ("contact_name", "contact_phone")

ORGANIZATION_FIELDS = (
    "kind",
    "corporate_number",
    "name",
    "kana",
    "postal_code",
    "address",
    "representative",
    "established",
    "url",
)

# what a co-proposer reads and stands behind; changed later, it is asked again
JOINT_FIELDS = ("title", "summary", "beneficiary", "body")

# found by the search
SEARCHED_FIELDS = ("title", "summary", "beneficiary", "body", "originality", "method")

# 開示されると不利益がある部分 may be marked in what is written in words; "confidential" is the remark for the rest
MARKABLE_FIELDS = tuple(
    field
    for field in CONTENT_FIELDS
    if field not in {"asks", "cost", "confidential", "publicity", "share_summary", "consulted_before"}
)


WHOLE, WHY = "この欄の全部", "（理由："


@dataclass(frozen=True, slots=True)
class Mark:
    """開示されると不利益がある部分 of one field."""

    part: str  # empty: the whole field
    reason: str

    def __str__(self) -> str:
        return f"{self.part or WHOLE}{WHY}{self.reason}）"

    @classmethod
    def read(cls, said: str) -> "Mark":
        """Return the mark that was written as ``said``; words that are no mark are one of the whole field."""
        part, _, reason = said.rpartition(WHY) if WHY in said else (WHOLE, "", f"{said}）")
        return cls("" if part == WHOLE else part, reason.removesuffix("）"))
