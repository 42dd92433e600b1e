"""What each 進め方の区分 means, in one sentence for the public (domain.md section 5). Plain Python."""

from proposals.enums import Procedure

MEANINGS: dict[str, str] = {
    Procedure.COOPERATION: "新しい費用をかけず、合意できれば提案した方と一緒に進めます。",
    Procedure.TRIAL: "期間を決めて試します。結果は公表します。",
    Procedure.CONTRACT: "実施する方は公募で決めます。提案は公募の内容を考える材料になり、提案したことで有利にも不利にもなりません。",
    Procedure.IDEAS: "アイデアを募ります。実施する方は、あとで別に決めます。",
    Procedure.TRIAL_THEN_CONTRACT: "期間を決めて試し、そのあと提案した方との契約を検討することがあります。法令の要件に合うときに限ります。",
}

# what the city may tell or give to one proposer alone
SHARING: dict[str, str] = {
    Procedure.COOPERATION: "話し合いに要る市の情報を、個人情報と公表前のものを除いて、提案した方にお伝えします。",
    Procedure.TRIAL: "試すのに要る場所とデータを、取り決めた範囲でお渡しします。結果と、お渡ししたものの名前は公表します。",
    Procedure.CONTRACT: "公募に関わること（予算の額・仕様・評価の方法）は、一社だけにはお伝えしません。公募のときに、すべての方に同時に公表します。",
    Procedure.IDEAS: "公開している情報だけをもとに考えていただきます。一社だけに情報をお渡しすることはありません。",
    Procedure.TRIAL_THEN_CONTRACT: "試すのに要るものを、取り決めた範囲でお渡しします。契約に関わることは、ほかにできる方がいないかを公に確かめるまで、お伝えしません。",
}
