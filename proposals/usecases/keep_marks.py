"""開示されると不利益がある部分: what is marked now, and nothing else."""

from collections.abc import Mapping

from django.db import transaction

from proposals.models import DisclosureMark, Proposal
from proposals.rules.content import Mark


@transaction.atomic(savepoint=False)
def keep_marks(*, proposal: Proposal, marks: Mapping[str, Mark]) -> bool:
    """Make ``marks`` (by field) the marks of a locked proposal; return whether anything changed."""
    if DisclosureMark.objects.by_field(proposal) == marks:
        return False
    DisclosureMark.objects.filter(proposal=proposal).exclude(field__in=marks).delete()
    DisclosureMark.objects.bulk_create(
        [
            DisclosureMark(proposal=proposal, field=field, part=mark.part, reason=mark.reason)
            for field, mark in marks.items()
        ],
        update_conflicts=True,
        unique_fields=["proposal", "field"],
        update_fields=["part", "reason"],
    )
    return True
