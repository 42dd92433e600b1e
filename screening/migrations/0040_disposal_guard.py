"""What binds may be wiped through one door, and nothing else: by an approved line of a 廃棄リスト, while it is at work.

``app.wiping`` is the key of the line, set for one transaction. The setting alone opens nothing: the line must be of this
proposal, approved by a second person, past its last day, of a row of 保存年限 that the city has confirmed, and nothing may
hold the proposal. Through the door the named columns may become empty, or the words that stand for what was deleted.
"""

from django.db import migrations

CONDITIONS = """
-- an open 開示請求 holds by itself; the closed statuses are those of proposals/enums.py
CREATE FUNCTION proposal_is_held(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM screening_hold WHERE proposal_id = one AND lifted_on IS NULL)
        OR EXISTS (
            SELECT FROM screening_disclosurerequest_proposals asked
            JOIN screening_disclosurerequest r ON r.id = asked.disclosurerequest_id
            WHERE asked.proposal_id = one AND (
                r.state IN ('RECEIVED', 'FOUND', 'ASKING')
                OR (r.state = 'DECIDED' AND r.decision IN ('OPEN', 'PART'))));
END $$;

CREATE FUNCTION line_may_be_wiped(proposal bigint, disposal bigint, retention bigint, last_day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN last_day < (now() AT TIME ZONE 'Asia/Tokyo')::date
        AND EXISTS (
            SELECT FROM screening_disposallist d
            WHERE d.id = disposal AND d.state = 'RUNNING' AND d.approved_at IS NOT NULL
            AND d.approved_by_id <> d.prepared_by_id)
        AND EXISTS (SELECT FROM screening_retentionclass c WHERE c.id = retention AND c.is_confirmed)
        AND EXISTS (
            SELECT FROM proposals_proposal p
            WHERE p.id = proposal AND p.status IN ('COMPLETED', 'DECLINED', 'REFERRED', 'WITHDRAWN'))
        AND NOT proposal_is_held(proposal);
END $$;

CREATE FUNCTION wipe_is_open(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    key text := coalesce(current_setting('app.wiping', true), '');
BEGIN
    IF key !~ '^[0-9]{1,18}$' THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM screening_disposalline l
        WHERE l.id = key::bigint AND l.proposal_id = one AND l.state = 'WORKING'
        AND line_may_be_wiped(l.proposal_id, l.disposal_id, l.retention_id, l.ends_on));
END $$;

CREATE FUNCTION only_wiped(old_row jsonb, new_row jsonb, columns text[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN old_row - columns = new_row - columns AND NOT EXISTS (
        SELECT FROM unnest(columns) AS name
        WHERE new_row -> name IS DISTINCT FROM old_row -> name
        AND new_row -> name NOT IN ('""', '{}', '[]', '"（保存年限により削除）"'));
END $$;

-- arguments: the column that leads to the proposal, then those that may be wiped
CREATE FUNCTION refuse_change_but_wipe() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
    key bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND coalesce(current_setting('app.wiping', true), '') <> '' THEN
        key := (to_jsonb(OLD) ->> TG_ARGV[0])::bigint;
        owner := CASE TG_ARGV[0]
            WHEN 'proposal_id' THEN key
            WHEN 'screening_id' THEN (SELECT s.proposal_id FROM screening_screening s WHERE s.id = key)
            WHEN 'assessor_id' THEN (
                SELECT s.proposal_id FROM screening_assessor a JOIN screening_screening s ON s.id = a.screening_id
                WHERE a.id = key)
        END;
        IF wipe_is_open(owner) AND only_wiped(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV[1:]) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

NO_CONDITIONS = """
DROP FUNCTION refuse_change_but_wipe();
DROP FUNCTION only_wiped(jsonb, jsonb, text[]);
DROP FUNCTION wipe_is_open(bigint);
DROP FUNCTION line_may_be_wiped(bigint, bigint, bigint, date);
DROP FUNCTION proposal_is_held(bigint);
"""

# table: what leads to the proposal, what may be wiped; as screening/queries/wiping.py says (a test compares them)
DOORS = {
    "proposals_submission": ("proposal_id", "content", "submitted_by"),
    "proposals_letter": ("proposal_id", "addressee", "sender", "title", "body", "told_by"),
    "proposals_statuschange": ("proposal_id", "actor", "reason"),
    "proposals_procedurenotice": ("proposal_id", "decider", "reason", "noted_by"),
    "proposals_tender": ("proposal_id", "ask_at", "moved_by"),
    "screening_tenderdisclosure": ("screening_id", "content", "made_by"),
    "screening_score": ("assessor_id", "comment"),
    "screening_finding": ("screening_id", "good", "concern", "conclusion", "written_by"),
    "screening_conflictdeclaration": ("screening_id", "what", "declared_by"),
}


def doors(function):
    for table, arguments in DOORS.items():
        given = ", ".join(f"'{one}'" for one in arguments) if function == "refuse_change_but_wipe" else ""
        yield f"DROP TRIGGER append_only ON {table};"
        yield (
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}({given});"
        )


DOCUMENTS = """
CREATE OR REPLACE FUNCTION refuse_changed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wipe_is_open(OLD.proposal_id) AND only_wiped(to_jsonb(OLD), to_jsonb(NEW), ARRAY['pieces', 'note']) THEN
        RETURN NEW;
    END IF;
    IF (OLD.pieces, OLD.sha256, OLD.key, OLD.kind, OLD.request_id, OLD.proposal_id)
       IS DISTINCT FROM (NEW.pieces, NEW.sha256, NEW.key, NEW.kind, NEW.request_id, NEW.proposal_id)
    THEN
        RAISE EXCEPTION 'a found document cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_decided_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    decided bigint;
    owner bigint;
BEGIN
    IF TG_TABLE_NAME = 'screening_redaction' THEN
        SELECT request_id, proposal_id INTO decided, owner
            FROM screening_disclosuredocument WHERE id = (touched ->> 'document_id')::bigint;
        -- a mark repeats the words it hides, so it goes with them
        IF TG_OP = 'DELETE' AND wipe_is_open(owner) THEN
            RETURN OLD;
        END IF;
    ELSE
        decided := (touched ->> 'request_id')::bigint;
        IF TG_OP = 'UPDATE' AND wipe_is_open((touched ->> 'proposal_id')::bigint)
           AND only_wiped(to_jsonb(OLD), touched, ARRAY['pieces', 'note']) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF EXISTS (SELECT FROM screening_disclosurerequest WHERE id = decided AND state IN ('DECIDED', 'OPENED')) THEN
        RAISE EXCEPTION 'what is decided cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

DOCUMENTS_BEFORE = """
CREATE OR REPLACE FUNCTION refuse_changed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.pieces, OLD.sha256, OLD.key, OLD.kind, OLD.request_id, OLD.proposal_id)
       IS DISTINCT FROM (NEW.pieces, NEW.sha256, NEW.key, NEW.kind, NEW.request_id, NEW.proposal_id)
    THEN
        RAISE EXCEPTION 'a found document cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_decided_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    decided bigint;
BEGIN
    IF TG_TABLE_NAME = 'screening_redaction' THEN
        SELECT request_id INTO decided FROM screening_disclosuredocument WHERE id = (touched ->> 'document_id')::bigint;
    ELSE
        decided := (touched ->> 'request_id')::bigint;
    END IF;
    IF EXISTS (SELECT FROM screening_disclosurerequest WHERE id = decided AND state IN ('DECIDED', 'OPENED')) THEN
        RAISE EXCEPTION 'what is decided cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

# a line is bound when its list is approved, and for good when its proposal is gone
LISTS = """
CREATE FUNCTION guard_disposal_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    list bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.disposal_id ELSE OLD.disposal_id END;
    stage text;
BEGIN
    SELECT state INTO stage FROM screening_disposallist WHERE id = list;
    IF TG_OP <> 'UPDATE' THEN
        IF stage <> 'DRAFT' THEN
            RAISE EXCEPTION 'the lines of a list that was sent cannot change'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF OLD.state = 'WIPED' OR
       (OLD.disposal_id, OLD.position, OLD.proposal_id, OLD.number, OLD.retention_id, OLD.years, OLD.completed_on, OLD.ends_on)
       IS DISTINCT FROM
       (NEW.disposal_id, NEW.position, NEW.proposal_id, NEW.number, NEW.retention_id, NEW.years, NEW.completed_on, NEW.ends_on)
    THEN
        RAISE EXCEPTION 'a line of a list cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('WORKING', 'WIPED')
       AND NOT line_may_be_wiped(NEW.proposal_id, NEW.disposal_id, NEW.retention_id, NEW.ends_on)
    THEN
        RAISE EXCEPTION 'a line that is not approved, not over or held cannot change to wiped'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disposal_line BEFORE INSERT OR UPDATE OR DELETE ON screening_disposalline
    FOR EACH ROW EXECUTE FUNCTION guard_disposal_line();

CREATE FUNCTION guard_disposal_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'a list that was sent cannot change' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state IN ('DONE', 'DROPPED') OR OLD.number <> NEW.number OR (OLD.approved_at IS NOT NULL AND
       (OLD.prepared_by_id, OLD.prepared_at, OLD.approved_by_id, OLD.approved_at, OLD.document_number, OLD.decided_on)
       IS DISTINCT FROM
       (NEW.prepared_by_id, NEW.prepared_at, NEW.approved_by_id, NEW.approved_at, NEW.document_number, NEW.decided_on))
    THEN
        RAISE EXCEPTION 'an approved list cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disposal_list BEFORE UPDATE OR DELETE ON screening_disposallist
    FOR EACH ROW EXECUTE FUNCTION guard_disposal_list();
"""

NO_LISTS = """
DROP TRIGGER disposal_list ON screening_disposallist;
DROP FUNCTION guard_disposal_list();
DROP TRIGGER disposal_line ON screening_disposalline;
DROP FUNCTION guard_disposal_line();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0039_retention"),
        ("proposals", "0028_fields_of_challenges"),
        ("core", "0008_staff_and_backup_roles"),
    ]

    operations = [
        migrations.RunSQL(CONDITIONS, NO_CONDITIONS),
        migrations.RunSQL("\n".join(doors("refuse_change_but_wipe")), "\n".join(doors("refuse_change"))),
        migrations.RunSQL(DOCUMENTS, DOCUMENTS_BEFORE),
        migrations.RunSQL(LISTS, NO_LISTS),
    ]
