"""What binds cannot change, but for the words that 0002_when_words_go lets go."""

from django.db import migrations

# Through the door the named columns may become empty, or the words that stand for what was deleted.
WIPE = """
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
# table: what leads to the proposal, what may be wiped; as screening/queries/wiping.py says (a test compares them)
DOORS = {
    "proposals_letter": ("proposal_id", "addressee", "sender", "title", "body", "told_by"),
    "proposals_statuschange": ("proposal_id", "actor", "reason"),
    "proposals_procedurenotice": ("proposal_id", "decider", "reason", "noted_by"),
    "proposals_tender": ("proposal_id", "ask_at", "moved_by"),
    "screening_tenderdisclosure": ("screening_id", "content", "made_by"),
    "screening_score": ("assessor_id", "comment"),
    "screening_finding": ("screening_id", "good", "concern", "conclusion", "written_by"),
    "screening_conflictdeclaration": ("screening_id", "what", "declared_by"),
}

# the two whose persons go earlier
PERSONS = """
CREATE FUNCTION refuse_changed_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.content = without_persons(OLD.content)
       AND to_jsonb(OLD) - ARRAY['content'] = to_jsonb(NEW) - ARRAY['content'] AND persons_are_over(OLD.proposal_id)
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND wipe_is_open(OLD.proposal_id) AND only_wiped(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV[1:]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposals_submission
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_version('proposal_id', 'content', 'submitted_by');

CREATE FUNCTION refuse_changed_addressee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.name = '（保存年限により削除）' AND NEW.email = ''
       AND to_jsonb(OLD) - ARRAY['name', 'email'] = to_jsonb(NEW) - ARRAY['name', 'email'] AND addressee_is_over(OLD.id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON surveys_addressee
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_addressee();
"""

# A document of a 開示請求 stays as it was found; once it is decided, nothing in it is hidden or shown any more.
DOCUMENTS = """
CREATE FUNCTION refuse_changed_document() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER frozen_document BEFORE UPDATE ON screening_disclosuredocument
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_document();

CREATE FUNCTION refuse_decided_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER undecided_only BEFORE INSERT OR UPDATE OR DELETE ON screening_redaction
    FOR EACH ROW EXECUTE FUNCTION refuse_decided_disclosure();
CREATE TRIGGER undecided_only BEFORE INSERT OR UPDATE OR DELETE ON screening_disclosuredocument
    FOR EACH ROW EXECUTE FUNCTION refuse_decided_disclosure();
"""

# the criteria that somebody was named to score by
CRITERIA = """
CREATE FUNCTION refuse_used_criteria() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM screening_assessor
               WHERE criteria_set_id IN ((to_jsonb(OLD) ->> TG_ARGV[0])::bigint, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint))
    THEN
        RAISE EXCEPTION 'used criteria cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER used_criteria BEFORE UPDATE OR DELETE ON screening_criteriaset
    FOR EACH ROW EXECUTE FUNCTION refuse_used_criteria('id');
CREATE TRIGGER used_criteria BEFORE INSERT OR UPDATE OR DELETE ON screening_criterion
    FOR EACH ROW EXECUTE FUNCTION refuse_used_criteria('criteria_set_id');
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

TAKE_BACK = """
DROP TRIGGER disposal_list ON screening_disposallist;
DROP FUNCTION guard_disposal_list();
DROP TRIGGER disposal_line ON screening_disposalline;
DROP FUNCTION guard_disposal_line();
DROP TRIGGER used_criteria ON screening_criterion;
DROP TRIGGER used_criteria ON screening_criteriaset;
DROP FUNCTION refuse_used_criteria();
DROP TRIGGER undecided_only ON screening_disclosuredocument;
DROP TRIGGER undecided_only ON screening_redaction;
DROP FUNCTION refuse_decided_disclosure();
DROP TRIGGER frozen_document ON screening_disclosuredocument;
DROP FUNCTION refuse_changed_document();
DROP TRIGGER append_only ON surveys_addressee;
DROP FUNCTION refuse_changed_addressee();
DROP TRIGGER append_only ON proposals_submission;
DROP FUNCTION refuse_changed_version();
"""


def build():
    yield WIPE
    for table, arguments in DOORS.items():
        given = ", ".join(f"'{one}'" for one in arguments)
        yield (
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_change_but_wipe({given});"
        )
    yield from (PERSONS, DOCUMENTS, CRITERIA, LISTS)


def take_back():
    yield TAKE_BACK
    for table in DOORS:
        yield f"DROP TRIGGER append_only ON {table};"
    yield "DROP FUNCTION refuse_change_but_wipe();"


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0002_when_words_go"),
        ("proposals", "0002_guards"),
        ("surveys", "0002_guards"),
    ]

    operations = [migrations.RunSQL("\n".join(build()), "\n".join(take_back()))]
