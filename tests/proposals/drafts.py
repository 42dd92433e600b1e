"""A draft that only needs 提出, and its way."""

from proposals.models import Proposal
from proposals.queries import items_to_ask
from proposals.usecases.submit_proposal import submit_proposal
from tests.factories.accounts import MemberFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, TODAY


def ticks(proposal, on=TODAY):
    """Return an answer to everything that is asked on a day: every 申告 いいえ, every tick given."""
    return {
        item.code: {"version": item.version, "answer": item.choices[0] if item.choices else "いいえ"}
        if item.kind == "D"
        else {"version": item.version, "answer": "はい"}
        for item in items_to_ask(proposal, on)
    }


def ready(on=TODAY, **fields):
    """Return a complete draft of a 団体 with one member."""
    proposal = ProposalFactory(**fields)
    if not proposal.organization.members.exists():
        MemberFactory(organization=proposal.organization)
    proposal.pledge_draft = ticks(proposal, on)
    proposal.save()
    return proposal


def submit(proposal, *, by=THE_COMPANY, at=NOON):
    return submit_proposal(proposal_id=proposal.pk, by=by, at=at)


def submitted(at=NOON, **fields):
    return submit(ready(**fields), at=at)


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def ticks_on(page):
    """Return the form of the page with every answer given."""
    form = page.context["form"]
    given = {item.code: "いいえ" for item in form.items if item.kind == "D" and not item.choices}
    given |= {item.code: item.choices[0] for item in form.items if item.kind == "D" and item.choices}
    given |= {item.code: "on" for item in form.items if item.kind in {"P", "C"}}
    return {**given, "understandings": "on", "wording": form.wording, "sha256": page.context["proposal"].joint_sha256}
