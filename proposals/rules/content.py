"""Which fields of a proposal are the company's words, in the order of the form."""

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

# found by the search
SEARCHED_FIELDS = ("title", "summary", "beneficiary", "body", "originality", "method")
