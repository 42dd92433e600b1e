"""The eight criteria (domain.md section 5) as data. The list only fills an empty table; the desk edits the rows."""

from dataclasses import dataclass

LOWEST, HIGHEST = 1, 4
# at both ends of the scale a score says why
NEEDS_COMMENT = (LOWEST, HIGHEST)


@dataclass(frozen=True, slots=True)
class CriterionWording:
    code: str
    label: str
    weight: int
    meanings: tuple[str, str, str, str]  # what 1, 2, 3 and 4 mean


FIRST_EDITION = (
    CriterionWording(
        "public",
        "公益性・課題との適合",
        3,
        (
            "市の課題と結び付かない",
            "課題の一部にだけ触れる",
            "課題に合い、公益が説明できる",
            "課題の中心に応え、公益がはっきりしている",
        ),
    ),
    CriterionWording(
        "effect",
        "市民への効果",
        3,
        (
            "だれの何がよくなるか分からない",
            "よくなる人は分かるが、程度が分からない",
            "よくなる人と程度が説明できる",
            "効果を数字で確かめられ、広がりも見込める",
        ),
    ),
    CriterionWording(
        "feasible",
        "実現可能性",
        3,
        (
            "体制・工程・許認可のどれも見通せない",
            "見通せないところが残る",
            "体制・工程・許認可が見通せる",
            "同じ規模の実績があり、すぐに始められる",
        ),
    ),
    CriterionWording(
        "mutual",
        "双方の利点",
        1,
        (
            "どちらかの利点しかない",
            "片方の利点が弱い",
            "市と提案者の両方に利点がある",
            "両方の利点が大きく、続ける動機がある",
        ),
    ),
    CriterionWording(
        "fair",
        "公平性・中立性",
        2,
        (
            "特定の人や社だけが得をする",
            "説明の要る偏りがある",
            "偏りがなく、説明できる",
            "だれにでも開かれ、ほかの社も加われる",
        ),
    ),
    CriterionWording(
        "cost",
        "費用と継続性",
        2,
        (
            "費用の見通しがなく、続かない",
            "費用か継続のどちらかが見通せない",
            "費用が妥当で、続けられる",
            "市の負担がほとんどなく、自ら続けられる",
        ),
    ),
    CriterionWording(
        "risk",
        "リスク",
        2,
        (
            "個人情報・安全・風評の備えがない",
            "備えに足りないところがある",
            "おもなリスクに備えがある",
            "備えが具体的で、起きたときの手順まである",
        ),
    ),
    CriterionWording(
        "novel",
        "独自性",
        1,
        (
            "すでに市が行っていることと同じ",
            "ほかでも広く行われている",
            "この提案者ならではの工夫がある",
            "ほかに例のない工夫で、まねのできない強みがある",
        ),
    ),
)
