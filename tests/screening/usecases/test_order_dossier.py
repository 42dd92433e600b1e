import pytest

from nara_renkei.core.models import AuditEvent, PaperJob
from screening.queries.dossier import RECUSED, dossier_papers, hindrance
from screening.rules.papers import DOSSIER, dossier_about, read_dossier_about
from screening.usecases.order_dossier import CannotHaveDossier, order_dossier, take_dossier
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import AssessorFactory, ConflictDeclarationFactory, FindingFactory, ScreeningFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return StaffFactory(desk=True)


def ordered(proposal, user):
    return order_dossier(proposal=proposal, user=user, by=THE_DESK, at=NOON)


def verbs(proposal):
    return list(AuditEvent.objects.filter(about=proposal.key).order_by("pk").values_list("verb", flat=True))


def test_ordered_it_is_a_paper_and_a_line_of_the_audit(clerk):
    proposal = ProposalFactory(submitted=True)

    job = ordered(proposal, clerk)

    assert (job.kind, job.about) == (DOSSIER, f"{proposal.number}/{clerk.pk}")
    assert job.title == f"一件記録 {proposal.number}"
    assert verbs(proposal) == ["dossier.order"]


def test_taken_it_leaves_a_line_about_the_proposal_and_one_about_the_paper(clerk):
    proposal = ProposalFactory(submitted=True)
    job = ordered(proposal, clerk)

    take_dossier(proposal=proposal, paper=job, user=clerk, by=THE_DESK, at=NOON)

    assert verbs(proposal) == ["dossier.order", "dossier.take"]
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{job.uuid}").count() == 1


def test_of_the_desk_only_who_asked_finds_it(clerk):
    proposal = ProposalFactory(submitted=True)
    ordered(proposal, clerk)
    assert dossier_papers(proposal.number, clerk).count() == 1
    assert dossier_papers(proposal.number, StaffFactory(desk=True)).count() == 0


def test_before_anything_was_judged_nothing_hinders(clerk):
    assert hindrance(ProposalFactory(submitted=True), clerk) == ""
    assert hindrance(ScreeningFactory().proposal, clerk) == ""


@pytest.mark.parametrize("factory", [AssessorFactory, FindingFactory])
def test_what_was_judged_is_for_who_declared_no_conflict(factory, clerk):
    screening = factory().screening
    assert "申告してください" in hindrance(screening.proposal, clerk)
    with pytest.raises(CannotHaveDossier, match="所見と採点が入ります"):
        ordered(screening.proposal, clerk)
    assert not PaperJob.objects.exists()
    ConflictDeclarationFactory(screening=screening, user=clerk)
    assert ordered(screening.proposal, clerk)


def test_an_assessor_gives_the_own_scores_first(clerk):
    screening = AssessorFactory(user=clerk).screening
    ConflictDeclarationFactory(screening=screening, user=clerk)
    assert "自分の採点を出したあと" in hindrance(screening.proposal, clerk)


def test_who_has_a_conflict_neither_orders_nor_takes_it(clerk):
    screening = ScreeningFactory()
    job = ordered(screening.proposal, clerk)
    ConflictDeclarationFactory(screening=screening, user=clerk, has_conflict=True, what="家族が働いている")
    with pytest.raises(CannotHaveDossier, match=RECUSED):
        ordered(screening.proposal, clerk)
    with pytest.raises(CannotHaveDossier, match=RECUSED):
        take_dossier(proposal=screening.proposal, paper=job, user=clerk, by=THE_DESK, at=NOON)
    assert verbs(screening.proposal) == ["dossier.order"]


def test_its_name_is_read_back():
    assert read_dossier_about(dossier_about("R8-J-0012", 7)) == ("R8-J-0012", 7)
    assert [read_dossier_about(one) for one in ("", "R8-J-0012", "R8-J-0012/x", "R8-J-0012/7/8")] == [None] * 4
