"""What the search reads of a 事例: set whenever its words or its facts change."""

from knowledge.models import CaseStudy, CaseVersion
from knowledge.rules.cases import TO_WRITE


def index_case(case: CaseStudy, version: CaseVersion) -> None:
    """Set the search columns on the instance; the caller saves."""
    words = [
        version.title,
        version.summary,
        version.background,
        version.work,
        version.effect,
        version.voice,
        version.decided_how,
        version.stumble,
        version.reuse,
        version.handover,
    ]
    facts = [case.partner_name, case.implementer, case.field, case.owner.name, case.method.name if case.method else ""]
    case.index(*(text for text in (*words, *facts) if text != TO_WRITE))
