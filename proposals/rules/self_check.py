"""自己チェック: eight yes/no questions from the criteria (domain.md section 5). Never a score, never a gate."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    question: str
    why: str  # why the city looks at it
    strong: str  # what a yes is worth
    strengthen: str  # what to do about a no
    example: str
    field: str  # the field of the form where it can be said


CHECKS = (
    Check(
        "public",
        "市の課題や、市民の困りごとのどれに役立つかを、一文で言えますか",
        "市は、まち全体の利益になるかどうかを最初に見ます。",
        "だれのどの困りごとに効くかが伝わると、担当する課が早く見つかります。",
        "だれの、どの困りごとに役立つかを、一文にしてください。",
        "「東部で車を手放した方が、歩いて買物できるようになる」のように、人とようすで書く。",
        "summary",
    ),
    Check(
        "effect",
        "だれの何が、どのくらいよくなるかを、おおよその数で言えますか",
        "効果が見えると、課が検討を進めやすくなります。",
        "効果の大きさが分かるので、課が比べて考えられます。",
        "人数や回数を、おおよそでよいので一つ入れてください。",
        "「利用は1便15人、年に3,600人を見込む」のように、数え方も添える。",
        "beneficiary",
    ),
    Check(
        "feasible",
        "だれが、いつまでに、どう進めるかが決まっていますか",
        "実際にできる体制と日程があるかを確かめます。",
        "体制と日程が見えるので、すぐに具体的な話に入れます。",
        "進める人と、はじめの3か月にすることを書いてください。",
        "「担当2人。1か月目に場所を決め、2か月目に準備、3か月目に試行」のように書く。",
        "body",
    ),
    Check(
        "mutual",
        "市と御社の両方に、よいことがありますか",
        "片方だけの負担では、長く続かないからです。",
        "両方の利点がはっきりしているので、役割を決めやすくなります。",
        "市の利点と御社の利点を、一つずつ書いてください。",
        "「市: 見守りの目が増える。当社: 配送の空き便が埋まる」のように並べて書く。",
        "city_benefit",
    ),
    Check(
        "fair",
        "特定の会社や人だけが得をする形になっていませんか（なっていなければ「はい」）",
        "市は、公平で中立でなければなりません。",
        "公平さを説明できるので、市の中の手続が進みやすくなります。",
        "ほかの会社や市民も加われる余地を考えてください。",
        "「参加する店は公募し、条件を公開する」のように、決め方を書く。",
        "roles",
    ),
    Check(
        "cost",
        "市の費用の負担がないか、負担の中身と続け方を説明できますか",
        "市の予算は前の年度に決まるため、費用の話は早いほど助かります。",
        "費用の見通しがあるので、時期の話まで進められます。",
        "はじめにかかる費用と、続けるための費用を、だれが持つかを書いてください。",
        "「はじめの機材は当社。2年目からは参加する店の会費で続ける」のように分ける。",
        "timing",
    ),
    Check(
        "risk",
        "個人情報や安全、評判の心配ごとと、その備えを言えますか",
        "市民の安全と情報を守ることが前提だからです。",
        "心配ごとへの備えがあるので、確認が早く終わります。",
        "起こりそうな心配ごとを一つ挙げ、どう防ぐかを書いてください。",
        "「名簿は受け取らない。集まる場所では保険に入る」のように書く。",
        "body",
    ),
    Check(
        "original",
        "ほかにはない工夫か、ほかのまちでの実績がありますか",
        "新しさだけでなく、うまくいった例があることも大切な材料です。",
        "工夫や実績が、課が庁内で説明するときの材料になります。",
        "御社ならではの点か、似た取組の結果を一つ書いてください。",
        "「隣の市で1年続け、利用者の8割が続けたいと答えた」のように、結果を書く。",
        "originality",
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What eight answers say."""

    strong: list[Check]
    strengthen: list[Check]


def read(answers: Mapping[str, bool]) -> Reading:
    """Return what is strong and what to strengthen, in the order of the questions."""
    return Reading(
        strong=[check for check in CHECKS if answers[check.key]],
        strengthen=[check for check in CHECKS if not answers[check.key]],
    )


def encode(answers: Mapping[str, bool]) -> str:
    """Return the answers as eight letters y or n, for a link."""
    return "".join("y" if answers[check.key] else "n" for check in CHECKS)


def decode(letters: str) -> dict[str, bool]:
    """Return the answers of ``encode``; nothing for anything else."""
    if len(letters) != len(CHECKS) or set(letters) - {"y", "n"}:
        return {}
    return {check.key: letter == "y" for check, letter in zip(CHECKS, letters, strict=True)}


def hints(answers: Mapping[str, bool]) -> dict[str, list[str]]:
    """Return by field of the form what there is to strengthen; an unknown key says nothing."""
    found: dict[str, list[str]] = {}
    for check in CHECKS:
        if answers.get(check.key) is False:
            found.setdefault(check.field, []).append(check.strengthen)
    return found
