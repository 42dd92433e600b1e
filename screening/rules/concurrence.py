"""合議先: which 課 is heard before an outcome is decided, and why. Plain Python."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from proposals.enums import Ask
from screening.enums import Disposition, Implementer

GOES_ON = frozenset({Disposition.ADOPT, Disposition.ADOPT_WITH_CONDITIONS})

# what the company asks of the city, when the proposal goes on
BY_ASK = (
    (Ask.PLACE, "資産経営課", "市の場所を使うため（目的外使用許可、占用）"),
    (Ask.DATA, "DX推進課", "市のデータを使うため（個人情報、統計）"),
    (Ask.AGREEMENT, "総合政策課", "協定を結ぶため"),
)


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
    supporting: Sequence[str],
    asked: Sequence[str],
) -> list[Concurrence]:
    """Return whom to hear, each 課 once with every reason; ``supporting`` and ``asked`` are names of 課.

    Codes of Disposition, Implementer and Ask. An outcome that does not go on needs those alone who took part.
    """
    found: dict[str, list[str]] = {}
    if disposition in GOES_ON:
        if budget_needed:
            found.setdefault("財政課", []).append("市の予算が要るため")
        if implementer == Implementer.TENDER:
            found.setdefault("契約課", []).append("実施者を公募で決めるため")
        if has_contract:
            found.setdefault("契約課", []).append("契約の方法と根拠を確かめるため")
        for ask, division, why in BY_ASK:
            if ask in asks:
                found.setdefault(division, []).append(why)
    for division in supporting:
        found.setdefault(division, []).append("協力課として検討したため")
    for division in asked:
        found.setdefault(division, []).append("意見を尋ねたため")
    return [Concurrence(division, "。".join(reasons)) for division, reasons in found.items()]
