"""合議先: which 課 is heard before an outcome is decided, and why. Plain Python."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from screening.enums import Disposition, Implementer, Occasion

from .consultees import BY_ASK

GOES_ON = frozenset({Disposition.ADOPT, Disposition.ADOPT_WITH_CONDITIONS})

WHY = {
    Occasion.COST: "市の予算が要るため",
    Occasion.CONTRACT: "実施者の決め方と契約の方法を確かめるため",
    Occasion.DATA: "市のデータを使うため（個人情報、統計）",
    Occasion.PLACE: "市の場所を使うため（目的外使用許可、占用）",
    Occasion.AGREEMENT: "協定を結ぶため",
}


@dataclass(frozen=True, slots=True)
class Concurrence:
    division: str
    why: str


def concurrence(
    *,
    disposition: str,
    implementer: str,
    asks: Collection[str],
    budget_needed: bool,
    has_contract: bool,
    standing: Iterable[tuple[str, str]],
    supporting: Sequence[str],
    asked: Sequence[str],
) -> list[Concurrence]:
    """Return whom to hear, each 課 once with every reason.

    Codes of Disposition, Implementer and Ask. ``standing`` are pairs of an Occasion and the name of the 課 that the
    city always hears then; ``supporting`` and ``asked`` are names of 課. An outcome that does not go on needs those
    alone who took part.
    """
    found: dict[str, list[str]] = {}
    if disposition in GOES_ON:
        given = {occasion for ask, occasion in BY_ASK.items() if ask in asks} - {Occasion.COST}
        if budget_needed:
            given.add(Occasion.COST)
        if has_contract or implementer == Implementer.TENDER:
            given.add(Occasion.CONTRACT)
        for occasion, division in standing:
            if occasion in given:
                found.setdefault(division, []).append(WHY[Occasion(occasion)])
    for division in supporting:
        found.setdefault(division, []).append("協力課として検討したため")
    for division in asked:
        found.setdefault(division, []).append("意見を尋ねたため")
    return [Concurrence(division, "。".join(reasons)) for division, reasons in found.items()]
