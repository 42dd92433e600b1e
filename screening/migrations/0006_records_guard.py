"""A line of another record than a proposal is guarded as one of a proposal is, and opens what binds of its surveys.

And a 審査請求 counts from the day on which the requester was told, where it is recorded.
"""

from django.db import migrations

LINES = """
CREATE FUNCTION list_lets_wipe(disposal bigint, retention bigint, last_day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN last_day < (now() AT TIME ZONE 'Asia/Tokyo')::date
        AND EXISTS (
            SELECT FROM screening_disposallist d
            WHERE d.id = disposal AND d.state = 'RUNNING' AND d.approved_at IS NOT NULL
            AND d.approved_by_id <> d.prepared_by_id)
        AND EXISTS (SELECT FROM screening_retentionclass c WHERE c.id = retention AND c.is_confirmed);
END $$;

CREATE OR REPLACE FUNCTION line_may_be_wiped(proposal bigint, disposal bigint, retention bigint, last_day date)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN list_lets_wipe(disposal, retention, last_day)
        AND EXISTS (
            SELECT FROM proposals_proposal p
            WHERE p.id = proposal AND p.status IN ('COMPLETED', 'DECLINED', 'REFERRED', 'WITHDRAWN'))
        AND NOT proposal_is_held(proposal);
END $$;

CREATE FUNCTION record_may_be_wiped(one text, disposal bigint, retention bigint, last_day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN list_lets_wipe(disposal, retention, last_day)
        AND NOT EXISTS (SELECT FROM screening_hold WHERE record = one AND lifted_on IS NULL);
END $$;

CREATE OR REPLACE FUNCTION guard_disposal_line() RETURNS trigger LANGUAGE plpgsql AS $$
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
       (OLD.disposal_id, OLD.position, OLD.proposal_id, OLD.record, OLD.number, OLD.retention_id, OLD.years, OLD.completed_on, OLD.ends_on)
       IS DISTINCT FROM
       (NEW.disposal_id, NEW.position, NEW.proposal_id, NEW.record, NEW.number, NEW.retention_id, NEW.years, NEW.completed_on, NEW.ends_on)
    THEN
        RAISE EXCEPTION 'a line of a list cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('WORKING', 'WIPED') AND NOT (CASE
        WHEN NEW.record = '' THEN line_may_be_wiped(NEW.proposal_id, NEW.disposal_id, NEW.retention_id, NEW.ends_on)
        ELSE record_may_be_wiped(NEW.record, NEW.disposal_id, NEW.retention_id, NEW.ends_on) END)
    THEN
        RAISE EXCEPTION 'a line that is not approved, not over or held cannot change to wiped'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

LINES_BEFORE = """
CREATE OR REPLACE FUNCTION guard_disposal_line() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION line_may_be_wiped(proposal bigint, disposal bigint, retention bigint, last_day date)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
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
DROP FUNCTION record_may_be_wiped(text, bigint, bigint, date);
DROP FUNCTION list_lets_wipe(bigint, bigint, date);
"""

# what is told about an event is 「event:r8-12」, about a 回 of a 研修 「session:kanri-1:after」
SURVEYS = """
CREATE FUNCTION survey_wipe_is_open(survey bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    key text := coalesce(current_setting('app.wiping', true), '');
BEGIN
    IF key !~ '^[0-9]{1,18}$' THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM screening_disposalline l, surveys_survey s
        WHERE l.id = key::bigint AND l.state = 'WORKING' AND s.id = survey
        AND (s.about = l.record OR (
            l.record LIKE 'course:%' AND s.about ~ ('^session:' || substr(l.record, 8) || '-[0-9]+:[a-z]+$')))
        AND record_may_be_wiped(l.record, l.disposal_id, l.retention_id, l.ends_on));
END $$;

CREATE OR REPLACE FUNCTION refuse_changed_addressee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.name = '（保存年限により削除）' AND NEW.email = ''
       AND to_jsonb(OLD) - ARRAY['name', 'email'] = to_jsonb(NEW) - ARRAY['name', 'email']
       AND (addressee_is_over(OLD.id) OR survey_wipe_is_open(OLD.survey_id))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE FUNCTION refuse_closed_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    survey bigint;
BEGIN
    SELECT s.id INTO survey FROM surveys_survey s JOIN surveys_question q ON q.survey_id = s.id
        WHERE s.closed_at IS NOT NULL
        AND q.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.question_id ELSE OLD.question_id END;
    IF survey IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND only_wiped(to_jsonb(OLD), to_jsonb(NEW), ARRAY['text']) AND survey_wipe_is_open(survey) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the answers of a closed survey cannot change' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

SURVEYS_BEFORE = """
CREATE OR REPLACE FUNCTION refuse_closed_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM surveys_survey s JOIN surveys_question q ON q.survey_id = s.id
               WHERE s.closed_at IS NOT NULL
               AND q.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.question_id ELSE OLD.question_id END)
    THEN
        RAISE EXCEPTION 'the answers of a closed survey cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION refuse_changed_addressee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.name = '（保存年限により削除）' AND NEW.email = ''
       AND to_jsonb(OLD) - ARRAY['name', 'email'] = to_jsonb(NEW) - ARRAY['name', 'email'] AND addressee_is_over(OLD.id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP FUNCTION survey_wipe_is_open(bigint);
"""

# the requester knows on the day that is recorded; of a 第三者 the day is that of the letter
HOLDS = """
CREATE OR REPLACE FUNCTION disclosure_holds(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    notice int := coalesce((SELECT notice_days FROM screening_disclosureterms WHERE id = 1), 14);
BEGIN
    RETURN EXISTS (
        SELECT FROM screening_disclosurerequest r WHERE r.id = one AND (
            r.state IN ('RECEIVED', 'FOUND', 'ASKING')
            OR (r.state = 'DECIDED' AND r.decision IN ('OPEN', 'PART'))
            OR (r.state IN ('DECIDED', 'OPENED') AND r.decision <> 'OPEN' AND (
                SELECT CASE WHEN r.told_on IS NULL THEN greatest(r.decided_on, r.opened_on, max(t.told_on)) + notice
                    ELSE greatest(r.told_on, r.opened_on, max(t.told_on) + notice) END
                FROM screening_thirdpartyopinion t WHERE t.request_id = r.id
            ) + 1
            + make_interval(months => coalesce((SELECT review_months FROM screening_disclosureterms WHERE id = 1), 3))
            > (now() AT TIME ZONE 'Asia/Tokyo')::date)));
END $$;
"""

HOLDS_BEFORE = """
CREATE OR REPLACE FUNCTION disclosure_holds(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM screening_disclosurerequest r WHERE r.id = one AND (
            r.state IN ('RECEIVED', 'FOUND', 'ASKING')
            OR (r.state = 'DECIDED' AND r.decision IN ('OPEN', 'PART'))
            OR (r.state IN ('DECIDED', 'OPENED') AND r.decision <> 'OPEN' AND (
                SELECT greatest(r.decided_on, r.opened_on, max(t.told_on)) FROM screening_thirdpartyopinion t
                WHERE t.request_id = r.id
            ) + coalesce((SELECT notice_days FROM screening_disclosureterms WHERE id = 1), 14) + 1
            + make_interval(months => coalesce((SELECT review_months FROM screening_disclosureterms WHERE id = 1), 3))
            > (now() AT TIME ZONE 'Asia/Tokyo')::date)));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0005_records_beside_proposals"), ("surveys", "0002_guards")]

    operations = [
        migrations.RunSQL(LINES, LINES_BEFORE),
        migrations.RunSQL(SURVEYS, SURVEYS_BEFORE),
        migrations.RunSQL(HOLDS, HOLDS_BEFORE),
    ]
