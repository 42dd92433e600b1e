"""利益相反: who declared a conflict does not judge."""

from nara_renkei.core.actors import Actor
from screening.models import ConflictDeclaration, Screening


def refuse_recused(screening: Screening, by: Actor, refusal: type[Exception], what_then: str) -> None:
    """Raise ``refusal`` with what to do instead, when the person who acts declared a conflict.

    A conflict with one of the proposals to a 課題 keeps a person from judging any of them.
    """
    if ConflictDeclaration.objects.touching([screening.proposal]).of_actor(by).recusing().exists():
        raise refusal(f"利害関係があると申告した人は、この提案の判断に加われません。{what_then}")


def refuse_unready(screening: Screening, by: Actor, refusal: type[Exception]) -> None:
    """The same for who judges: a person must have declared that there is no conflict."""
    refuse_recused(screening, by, refusal, "ほかの人が行います。")
    if not ConflictDeclaration.objects.filter(screening=screening).of_actor(by).exists():
        raise refusal("先に、利害関係があるかどうかを申告してください。")
