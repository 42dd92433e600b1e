"""Two more things that the years decide.

A 開示請求 that refused or hid something holds its proposals while a 審査請求 may come: by 行政不服審査法 18条1項 three months
from the day after the decision was known. And of an addressee of the survey about ended proposals name and address go,
once the survey is closed and the contact of every proposal the person was asked about is over, or its words are gone.
"""

from django.db import migrations

HOLDS = """
CREATE FUNCTION disclosure_holds(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
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

CREATE OR REPLACE FUNCTION proposal_is_held(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM screening_hold WHERE proposal_id = one AND lifted_on IS NULL)
        OR EXISTS (
            SELECT FROM screening_disclosurerequest_proposals asked
            WHERE asked.proposal_id = one AND disclosure_holds(asked.disclosurerequest_id));
END $$;
"""

HOLDS_BEFORE = """
CREATE OR REPLACE FUNCTION proposal_is_held(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM screening_hold WHERE proposal_id = one AND lifted_on IS NULL)
        OR EXISTS (
            SELECT FROM screening_disclosurerequest_proposals asked
            JOIN screening_disclosurerequest r ON r.id = asked.disclosurerequest_id
            WHERE asked.proposal_id = one AND (
                r.state IN ('RECEIVED', 'FOUND', 'ASKING')
                OR (r.state = 'DECIDED' AND r.decision IN ('OPEN', 'PART'))));
END $$;
DROP FUNCTION disclosure_holds(bigint);
"""

# letters that went before this migration: of whom a proposal was asked is not known, so all of its survey
ASKED_BEFORE = """
INSERT INTO screening_afterquestion_people (afterquestion_id, addressee_id)
SELECT q.id, a.id FROM screening_afterquestion q JOIN surveys_addressee a ON a.survey_id = q.survey_id;
"""

ADDRESSEES = """
CREATE FUNCTION addressee_is_over(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
            SELECT FROM surveys_addressee a JOIN surveys_survey s ON s.id = a.survey_id
            WHERE a.id = one AND s.closed_at IS NOT NULL)
        AND EXISTS (SELECT FROM screening_afterquestion_people WHERE addressee_id = one)
        AND NOT EXISTS (
            SELECT FROM screening_afterquestion_people asked
            JOIN screening_afterquestion q ON q.id = asked.afterquestion_id
            WHERE asked.addressee_id = one
            AND NOT persons_are_over(q.proposal_id) AND NOT wipe_is_open(q.proposal_id)
            AND NOT EXISTS (SELECT FROM screening_disposalline l WHERE l.proposal_id = q.proposal_id AND l.state = 'WIPED'));
END $$;

CREATE FUNCTION refuse_changed_addressee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.name = '（保存年限により削除）' AND NEW.email = ''
       AND to_jsonb(OLD) - ARRAY['name', 'email'] = to_jsonb(NEW) - ARRAY['name', 'email'] AND addressee_is_over(OLD.id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP TRIGGER append_only ON surveys_addressee;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON surveys_addressee
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_addressee();
"""

NO_ADDRESSEES = """
DROP TRIGGER append_only ON surveys_addressee;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON surveys_addressee
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_changed_addressee();
DROP FUNCTION addressee_is_over(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0043_objection_and_addressees"), ("surveys", "0003_addressee_gone")]

    operations = [
        migrations.RunSQL(HOLDS, HOLDS_BEFORE),
        migrations.RunSQL(ASKED_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(ADDRESSEES, NO_ADDRESSEES),
    ]
