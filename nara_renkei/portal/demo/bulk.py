"""A city of many thousand proposals, made by the database itself in seconds. For measuring; never for production.

Columns that are not named here get the default of their model field, so a new field breaks nothing.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.models import Department, Division, Organization
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import (
    Challenge,
    CorrectionItem,
    CorrectionRequest,
    Letter,
    Message,
    NumberSequence,
    Pause,
    Promise,
    Proposal,
    ProposalAccess,
    StatusChange,
    Submission,
)
from screening.models import Approval, Decision, DecisionCondition, DeclineReason, Routing, RoutingAnswer, Screening

PLACES = [
    "ならまち",
    "西ノ京",
    "大和西大寺駅前",
    "月ヶ瀬",
    "都祁",
    "富雄",
    "学園前",
    "高の原",
    "平城宮跡周辺",
    "奈良公園周辺",
    "田原地区",
    "帯解",
]
SUBJECTS = [
    "空き家の活用",
    "高齢者の買い物支援",
    "子どもの見守り",
    "観光客の分散",
    "防災の備蓄",
    "農産物の直売",
    "鹿と人の共生",
    "森林の手入れ",
    "自転車の共同利用",
    "放課後の居場所",
    "健康づくり",
    "食品ロスの削減",
    "伝統工芸の継承",
    "多言語の案内",
    "公共施設の照明",
    "スポーツ教室",
    "働く場所の共有",
    "市民講座",
    "道路の見回り",
    "水道メーターの検針",
    "図書館の配本",
    "給食の地産地消",
    "介護の人材育成",
    "文化財の撮影記録",
]
MANNERS = [
    "の実証",
    "の共同事業",
    "に関する協定",
    "の担い手づくり",
    "の仕組みづくり",
    "の体験会",
    "のデータ活用",
    "の普及",
]
SENTENCES = (
    "地域の団体と当社が一緒に取り組み、費用は当社が受け持ちます。",
    "市内の三つの地区で半年ほど試し、結果を市と共有します。",
    "これまで他の市で行った取組をもとに、奈良の事情に合わせて組み立てます。",
    "場所を貸していただければ、準備と運営は当社が行います。",
    "個人情報は集めず、数だけを記録して公開します。",
    "参加する人の負担を小さくし、続けられる形にします。",
    "困っている人に早く届くように、相談の窓口を一つにします。",
    "市の広報で知らせていただけると、参加する人が増えます。",
    "災害のときにも使える備えを、ふだんの暮らしの中に置きます。",
    "若い人が地域に関わるきっかけを、学校と一緒につくります。",
)

BIGRAMS = """
CREATE OR REPLACE FUNCTION pg_temp.pairs(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT array_to_tsvector(coalesce(array_agg(DISTINCT substr(word, i, 2)), '{}'))
    FROM unnest(string_to_array(words, ' ')) word, generate_series(1, length(word) - 1) i
$$
"""

PLAN = """
CREATE TEMP TABLE plan ON COMMIT DROP AS
WITH drawn AS (
    SELECT g, (g * 7919) %% (CASE WHEN g <= %(busy)s THEN 120 ELSE 1000 END) AS dice FROM generate_series(1, %(count)s) g
), staged AS (
    SELECT g, dice,
        CASE WHEN dice < 10 THEN 'DRAFT' WHEN dice < 30 THEN 'SUBMITTED' WHEN dice < 40 THEN 'RETURNED'
             WHEN dice < 90 THEN 'IN_REVIEW' WHEN dice < 110 THEN 'IN_DIALOGUE' WHEN dice < 120 THEN 'ON_HOLD'
             WHEN dice < 170 THEN 'ADOPTED' WHEN dice < 220 THEN 'UNDERWAY' WHEN dice < 470 THEN 'COMPLETED'
             WHEN dice < 820 THEN 'DECLINED' WHEN dice < 920 THEN 'REFERRED' ELSE 'WITHDRAWN' END AS status
    FROM drawn
), timed AS (
    SELECT *, (%(today)s::date - CASE WHEN status IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'IN_REVIEW', 'IN_DIALOGUE', 'ON_HOLD')
                                 THEN (g * 13) %% 90 ELSE 20 + (g * 37) %% 405 END)::timestamp AT TIME ZONE 'Asia/Tokyo'
              + interval '9 hours' + ((g * 101) %% 28800) * interval '1 second' AS came
    FROM staged
), numbered AS (
    SELECT *, CASE WHEN g %% 4 = 0 AND %(challenge)s::bigint IS NOT NULL THEN 'CHALLENGE' ELSE 'OPEN' END AS kind,
        extract(year FROM (came AT TIME ZONE 'Asia/Tokyo') - interval '3 months')::int AS year
    FROM timed
)
SELECT n.*, nextval(pg_get_serial_sequence('proposals_proposal', 'id')) AS id,
    nextval(pg_get_serial_sequence('screening_screening', 'id')) AS screening,
    nextval(pg_get_serial_sequence('screening_routing', 'id')) AS routing,
    nextval(pg_get_serial_sequence('screening_decision', 'id')) AS decision,
    nextval(pg_get_serial_sequence('proposals_correctionrequest', 'id')) AS correction,
    (%(organizations)s::bigint[])[1 + (g * 31) %% cardinality(%(organizations)s::bigint[])] AS organization,
    (%(divisions)s::bigint[])[1 + (g * 17) %% (CASE WHEN g <= %(busy)s THEN least(8, cardinality(%(divisions)s::bigint[]))
                                              ELSE cardinality(%(divisions)s::bigint[]) END)] AS division,
    CASE WHEN status <> 'DRAFT' THEN row_number() OVER (PARTITION BY kind, year, status = 'DRAFT' ORDER BY came, g) END AS place,
    t.title, t.pairs AS title_pairs, s.said, s.pairs AS said_pairs,
    least(came + ((3 + g %% 60) || ' days')::interval, %(today)s::date::timestamp AT TIME ZONE 'Asia/Tokyo' + interval '8 hours') AS moved
FROM numbered n
JOIN titles t ON t.k = n.g %% %(titles)s
JOIN sayings s ON s.k = n.g %% %(sayings)s
"""

ROUTED = "status IN ('IN_REVIEW', 'IN_DIALOGUE', 'ON_HOLD', 'ADOPTED', 'UNDERWAY', 'COMPLETED', 'DECLINED')"
ANSWERED = f"({ROUTED} AND NOT (status = 'IN_REVIEW' AND g %% 2 = 0))"
DECIDED = "status IN ('ADOPTED', 'UNDERWAY', 'COMPLETED', 'DECLINED', 'REFERRED')"
CLOSED = f"({DECIDED} OR status = 'WITHDRAWN')"
DAY = "(came AT TIME ZONE 'Asia/Tokyo')::date"
MOVED_DAY = "(moved AT TIME ZONE 'Asia/Tokyo')::date"
DESK = "'受付花子（公民連携デスク）'"


@transaction.atomic
def fill(count: int, *, today: date, busy: int = 0) -> int:
    """Add ``count`` proposals of the last 14 months in every state, with what belongs to them; return ``count``.

    The first ``busy`` of them are drafts or open and lie with eight 課, so that a small city fills its lists too.

    Needs no other data: 課 and a 課題 are made when the city has none. Everything made here is a sample by name.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(BIGRAMS)
        divisions, organizations, challenge = _divisions(), _organizations(count), _challenge(today)
        _texts(cursor)
        values: dict[str, Any] = {
            "count": count, "busy": busy, "today": today, "divisions": divisions, "organizations": organizations, "challenge": challenge,
            "titles": len(PLACES) * len(SUBJECTS) * len(MANNERS), "sayings": len(SENTENCES) ** 2,
        }  # fmt: skip
        cursor.execute(PLAN, values)
        cursor.execute("CREATE INDEX ON plan (id)")
        _number(cursor)
        # The checks of foreign keys are planned once, while their tables look empty: never by reading all rows.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for model, columns, where in _rows():
            _insert(cursor, model, columns, where, {"today": today, "challenge": challenge})
        _reasons(cursor)
        # The planner still believes the tables to be as small as before: each check would read all rows.
        for table in sorted({model._meta.db_table for model, _, _ in _rows()} | {Organization._meta.db_table}):
            cursor.execute(f'ANALYZE "{table}"')
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return count


def analyse() -> None:
    """Tell the planner what there is now; VACUUM also fills the visibility map. Outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


def _divisions() -> list[int]:
    found = list(Division.objects.filter(accepts_routing=True).order_by("pk").values_list("pk", flat=True))
    if found:
        return found
    made = []
    for d in range(1, 6):
        department = Department.objects.create(code=f"B{d}", name=f"例示第{d}部")
        made += [
            Division.objects.create(
                code=f"B{d}{n:02}",
                name=f"例示{d}-{n}課",
                department=department,
                email=f"b{d}{n}@city.example",
                accepts_routing=True,
                is_sample=True,
            ).pk
            for n in range(1, 9)
        ]
    return made


def _organizations(count: int) -> list[int]:
    wanted = max(1, min(5000, count // 20))
    head = "例示団体"
    known = list(
        Organization.objects.filter(name__startswith=head).order_by("pk").values_list("pk", flat=True)[:wanted]
    )
    with connection.cursor() as cursor:
        columns = {
            "kind": "'GROUP'",
            "name": f"'{head}' || lpad(g::text, 5, '0')",
            "address": "'奈良市二条大路南1丁目1-1'",
            "representative": "'代表 例示太郎'",
            "created_at": "now() - interval '500 days'",
        }
        _insert(cursor, Organization, columns, f"g > {len(known)}", {}, source=f"generate_series(1, {wanted}) g")
    return list(Organization.objects.filter(name__startswith=head).order_by("pk").values_list("pk", flat=True)[:wanted])


def _challenge(today: date) -> int | None:
    found = Challenge.objects.order_by("pk").values_list("pk", flat=True).first()
    if found:
        return int(found)
    lead = Division.objects.order_by("pk")[0]  # made by _divisions when there was none
    said = dict.fromkeys(("background", "figures", "future", "wanted", "offered"), "例示です。")
    opens = today - timedelta(days=500)
    challenge = Challenge.objects.create(
        code="sample-bulk",
        field="例示",
        title="例示の課題",
        procedure="COOPERATION",
        lead=lead,
        opens_on=opens,
        state="PUBLISHED",
        published_on=opens,
        **said,
    )
    return int(challenge.pk)


def _texts(cursor: Any) -> None:
    titles = [f"{place}の{subject}{manner}" for place in PLACES for subject in SUBJECTS for manner in MANNERS]
    sayings = [f"{one}{two}" for one in SENTENCES for two in SENTENCES]
    for name, column, texts in (("titles", "title", titles), ("sayings", "said", sayings)):
        cursor.execute(
            f"CREATE TEMP TABLE {name} ON COMMIT DROP AS "  # noqa: S608 - constants
            f"SELECT (k - 1)::int AS k, text AS {column}, pg_temp.pairs(text) AS pairs FROM unnest(%s::text[]) WITH ORDINALITY AS t(text, k)",
            [texts],
        )


def _number(cursor: Any) -> None:
    """Continue the numbers of each year and kind."""
    cursor.execute("ALTER TABLE plan ADD COLUMN number varchar(16)")
    cursor.execute("SELECT DISTINCT year, kind FROM plan WHERE place IS NOT NULL")
    for year, kind in cursor.fetchall():
        last = NumberSequence.objects.filter(year=year, kind=kind).values_list("last", flat=True).first() or 0
        head = f"{FiscalYear(year).short}-{'K' if kind == 'CHALLENGE' else 'J'}-"
        cursor.execute(
            "UPDATE plan SET number = %s || lpad((place + %s)::text, greatest(4, length((place + %s)::text)), '0') WHERE year = %s AND kind = %s AND place IS NOT NULL",
            [head, last, last, year, kind],
        )
        cursor.execute("SELECT max(place) FROM plan WHERE year = %s AND kind = %s", [year, kind])
        NumberSequence.objects.update_or_create(year=year, kind=kind, defaults={"last": last + cursor.fetchone()[0]})
    cursor.execute("ANALYZE plan")


def _rows() -> list[tuple[type[models.Model], dict[str, str], str]]:
    """Return what to insert for each row of the plan: model, column → SQL, condition."""
    story = {"proposal_id": "id", "actor": DESK, "party": "'desk'"}
    promise = {"proposal_id": "id", "starts_on": DAY}
    audit = {"about": "'proposal:' || number", "actor_key": "'user:0'", "keys": "'{}'::jsonb"}
    return [
        (Proposal, {
            "id": "id", "uuid": "gen_random_uuid()", "submission_key": "gen_random_uuid()", "number": "number", "kind": "kind",
            "challenge_id": "CASE WHEN kind = 'CHALLENGE' THEN %(challenge)s END", "organization_id": "organization",
            "contact_name": "'例示 花子'", "contact_phone": "'0742-00-0000'", "title": "title", "summary": "said",
            "channel": "CASE WHEN g %% 20 = 0 THEN 'VISIT' WHEN g %% 33 = 0 THEN 'PHONE' ELSE 'WEB' END",
            "beneficiary": "title || 'で困っている市民の手間が減ります。'", "body": "said || title || 'を、市と当社で進めます。'",
            "asks": "ARRAY['PLACE', 'PUBLICITY']", "cost": "'NONE'", "status": "status",
            "status_changed_at": "CASE WHEN status IN ('DRAFT', 'SUBMITTED') THEN came ELSE moved END",
            "lead_division_id": f"CASE WHEN {ANSWERED} THEN division END",
            "held_until": "CASE WHEN status = 'ON_HOLD' THEN %(today)s::date + 30 END",
            "created_at": "came - interval '1 day'", "updated_at": "CASE WHEN status IN ('DRAFT', 'SUBMITTED') THEN came ELSE moved END",
            "submitted_at": "CASE WHEN status <> 'DRAFT' THEN came END",
            "search": "lower(coalesce(number, '')) || ' 例示団体 ' || title || ' ' || said || ' ' || title || 'で困っている市民の手間が減ります。 ' || said || title || 'を、市と当社で進めます。'",
            "search_vector": "pg_temp.pairs(lower(coalesce(number, '')) || ' 例示団体') || title_pairs || said_pairs || pg_temp.pairs('で困っている市民の手間が減ります。 を、市と当社で進めます。')",
        }, "true"),
        (Submission, {
            "proposal_id": "id", "version": "1", "submitted_at": "came", "submitted_by": "'例示 花子'",
            "content": "jsonb_build_object('number', number, 'kind', kind, 'fields', jsonb_build_object('title', title, 'summary', said), 'files', '[]'::jsonb)",
            "sha256": "encode(sha256(convert_to(number || title || said, 'UTF8')), 'hex')",
        }, "status <> 'DRAFT'"),
        (StatusChange, {**story, "origin": "'DRAFT'", "target": "'SUBMITTED'", "move": "'submit'", "at": "came"}, "status <> 'DRAFT'"),
        (StatusChange, {**story, "origin": "'SUBMITTED'", "target": "'IN_REVIEW'", "move": "'route'", "at": "came + (moved - came) * 0.3"}, ROUTED),
        (StatusChange, {**story, "origin": "'IN_REVIEW'", "target": "'IN_DIALOGUE'", "move": "'start_dialogue'", "at": "moved"}, "status = 'IN_DIALOGUE'"),
        (StatusChange, {**story, "origin": "'SUBMITTED'", "target": "'RETURNED'", "move": "'return'", "reason": "'例示の理由です。'", "at": "moved"}, "status = 'RETURNED'"),
        (StatusChange, {**story, "origin": "'IN_REVIEW'", "target": "'ON_HOLD'", "move": "'hold'", "reason": "'例示の理由です。'", "at": "moved"}, "status = 'ON_HOLD'"),
        (StatusChange, {
            **story, "origin": f"CASE WHEN {ROUTED} THEN 'IN_REVIEW' ELSE 'SUBMITTED' END", "at": "moved", "reason": "'例示の理由です。'",
            "target": "CASE WHEN status IN ('UNDERWAY', 'COMPLETED') THEN 'ADOPTED' ELSE status END",
            "move": "CASE status WHEN 'DECLINED' THEN 'decline' WHEN 'REFERRED' THEN 'refer' WHEN 'WITHDRAWN' THEN 'withdraw' ELSE 'adopt' END",
        }, CLOSED),
        (Promise, {**promise, "stage": "'FORMAL_CHECK'", "within_days": "3", "due_on": f"{DAY} + 5", "told_on": f"{DAY} + 5",
                   "met_on": f"CASE WHEN status NOT IN ('SUBMITTED', 'RETURNED') THEN {DAY} + 2 END"}, "status <> 'DRAFT'"),
        (Promise, {**promise, "stage": "'FIRST_ANSWER'", "within_days": "10", "due_on": f"CASE WHEN status <> 'ON_HOLD' THEN {DAY} + 16 END", "told_on": f"{DAY} + 16",
                   "met_on": f"CASE WHEN {ANSWERED} THEN least({MOVED_DAY}, {DAY} + 5 + g %% 14) END"}, ROUTED),
        (Promise, {**promise, "stage": "'OUTCOME'", "within_days": "60", "due_on": f"CASE WHEN status <> 'ON_HOLD' THEN {DAY} + 88 END", "told_on": f"{DAY} + 88",
                   "met_on": f"CASE WHEN {CLOSED} THEN {MOVED_DAY} END"}, ROUTED),
        (Pause, {"proposal_id": "id", "starts_on": MOVED_DAY, "reason": "CASE status WHEN 'RETURNED' THEN 'ご提案者のお返事を待っています' ELSE '判断の日を待っています' END"}, "status IN ('RETURNED', 'ON_HOLD')"),
        (CorrectionRequest, {"id": "correction", "proposal_id": "id", "requested_at": "moved", "requested_by": DESK, "wanted_by": f"{MOVED_DAY} + 14", "since_version": "1"}, "status = 'RETURNED'"),
        (CorrectionItem, {"request_id": "correction", "field": "'summary'", "reason": "'だれのためかを書いてください。'"}, "status = 'RETURNED'"),
        (ProposalAccess, {"proposal_id": "id", "division_id": "division", "scope": "'FULL'", "starts_on": DAY, "why": "'主担当課として送付'"}, ROUTED),
        (Screening, {"id": "screening", "proposal_id": "id", "opened_at": "came", "opened_by": DESK, "in_scope": "true"}, "status NOT IN ('DRAFT', 'SUBMITTED') OR (status = 'SUBMITTED' AND g %% 2 = 0)"),
        (Routing, {
            "id": "routing", "screening_id": "screening", "division_id": "division", "is_lead": "true", "sent_at": "came + (moved - came) * 0.3", "sent_by": DESK,
            "starts_on": DAY, "within_days": "10", "due_on": f"CASE WHEN status = 'IN_REVIEW' AND g %% 2 = 0 THEN {DAY} + 16 END",
            "state": "CASE WHEN status = 'IN_REVIEW' AND g %% 2 = 0 THEN 'OPEN' ELSE 'ANSWERED' END",
            "over_on": f"CASE WHEN status IN ('COMPLETED', 'DECLINED') THEN {MOVED_DAY} END",
        }, ROUTED),
        (RoutingAnswer, {
            "routing_id": "routing", "choice": "'CONSIDER'", "comment": "'検討します。'", "drafted_by": "'担当太郎'", "drafted_at": "came + (moved - came) * 0.5",
            "confirmed_by": "'課長次郎'", "confirmed_at": "came + (moved - came) * 0.6", "confirmed_as": "'MANAGER'",
            # the desk has read what is over, and most of the rest
            "noted_at": f"CASE WHEN {CLOSED} OR g %% 10 > 0 THEN moved END", "noted_by": f"CASE WHEN {CLOSED} OR g %% 10 > 0 THEN {DESK} ELSE '' END",
        }, ANSWERED),
        (Decision, {
            "id": "decision", "screening_id": "screening", "reason": "'例示の理由です。'", "state": "'TOLD'", "told_at": "moved", "implementer": "'UNDECIDED'",
            "disposition": "CASE WHEN status = 'DECLINED' THEN 'DECLINE' WHEN status = 'REFERRED' THEN 'REFER' WHEN g %% 5 = 0 THEN 'ADOPT_IF' ELSE 'ADOPT' END",
            "what_would_change": "CASE WHEN status = 'DECLINED' THEN '対象が一つの地区に絞られればまた検討できます。' ELSE '' END",
            "referred_to": "CASE WHEN status = 'REFERRED' THEN '契約課' ELSE '' END",
            "drafted_by": "'担当太郎'", "drafted_at": "moved - interval '5 days'", "confirmed_by": DESK, "confirmed_at": "moved - interval '1 day'",
        }, DECIDED),
        (DecisionCondition, {"decision_id": "decision", "position": "1", "text": "'費用は提案者が受け持つこと。'"}, f"{DECIDED} AND status NOT IN ('DECLINED', 'REFERRED') AND g %% 5 = 0"),
        (Approval, {
            "decision_id": "decision", "drafted_on": f"{MOVED_DAY} - 4", "decided_on": f"{MOVED_DAY} - 2", "decider": "'部長'", "kind": "'STANDING'",
            "document_number": "'奈総政第' || g || '号'", "recorded_by": DESK, "recorded_at": "moved - interval '1 day'",
        }, DECIDED),
        (Letter, {
            "proposal_id": "id", "kind": "CASE WHEN status = 'REFERRED' THEN 'REFERRAL' ELSE 'OUTCOME' END", "document_number": "'奈総政第' || g || '号'", "dated_on": MOVED_DAY,
            "addressee": "'例示団体 代表 例示太郎 様'", "sender": "'奈良市長'", "title": "'提案の結果について（お知らせ）'", "body": "'例示の通知文です。'", "told_at": "moved", "told_by": DESK,
        }, DECIDED),
        (Message, {"proposal_id": "id", "party": "'proposer'", "author": "'例示 花子'", "body": "'進み方を教えてください。'", "at": "moved", "confirmed_at": "CASE WHEN g %% 3 > 0 THEN moved END"}, "status <> 'DRAFT' AND g %% 10 = 0"),
        (OutgoingMail, {
            "uuid": "gen_random_uuid()", "template": "'proposals/received'", "to": "'sample' || organization || '@company.example'", "subject": "'【奈良市公民連携デスク】提案を受け付けました'",
            "body": "'例示です。'", "about": "'proposal:' || number", "state": "'SENT'", "next_try_at": "came", "created_at": "came", "sent_at": "came",
        }, "status <> 'DRAFT'"),
        (AuditEvent, {**audit, "at": "came", "verb": "'proposal.submit'"}, "status <> 'DRAFT'"),
        (AuditEvent, {**audit, "at": "moved", "verb": "'proposal.move'"}, "status NOT IN ('DRAFT', 'SUBMITTED')"),
    ]  # fmt: skip


def _reasons(cursor: Any) -> None:
    reasons = list(DeclineReason.objects.order_by("pk").values_list("pk", flat=True))
    if reasons:
        cursor.execute(
            "INSERT INTO screening_decision_reasons (decision_id, declinereason_id) "
            "SELECT decision, (%(reasons)s::bigint[])[1 + g %% cardinality(%(reasons)s::bigint[])] FROM plan WHERE status = 'DECLINED'",
            {"reasons": reasons},
        )


def _insert(
    cursor: Any,
    model: type[models.Model],
    columns: Mapping[str, str],
    where: str,
    values: Mapping[str, Any],
    source: str = "plan",
) -> None:
    """Insert a row of the model for every row of the plan; what is not named gets the field's default."""
    filled, given = dict(columns), dict(values)
    for field in model._meta.concrete_fields:
        assert field.column is not None  # noqa: S101 - a concrete field has one
        if field.column in filled or field.null or (field.primary_key and isinstance(field, models.AutoField)):
            continue
        default = field.get_default()
        if isinstance(default, UUID):
            filled[field.column] = "gen_random_uuid()"
            continue
        given[f"default_{field.column}"] = field.get_db_prep_save(default, connection)
        filled[field.column] = f"%(default_{field.column})s"
    quoted = ", ".join(f'"{column}"' for column in filled)
    cursor.execute(
        f'INSERT INTO "{model._meta.db_table}" ({quoted}) '  # noqa: S608 - constants of this file
        f"SELECT {', '.join(filled.values())} FROM {source} WHERE {where}",
        given,
    )
