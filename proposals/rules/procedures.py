"""What each 進め方の区分 means, in one sentence for the public (domain.md section 5). Plain Python."""

from proposals.enums import Procedure

MEANINGS: dict[str, str] = {
    Procedure.COOPERATION: "新しい費用をかけず、合意できれば提案した方と一緒に進めます。",
    Procedure.TRIAL: "期間を決めて試します。結果は公表します。",
    Procedure.CONTRACT: "実施する方は公募で決めます。提案は公募の内容を考える材料になり、提案したことで有利にも不利にもなりません。",
    Procedure.IDEAS: "アイデアを募ります。実施する方は、あとで別に決めます。",
    Procedure.TRIAL_THEN_CONTRACT: "期間を決めて試し、そのあと提案した方との契約を検討することがあります。法令の要件に合うときに限ります。",
}
