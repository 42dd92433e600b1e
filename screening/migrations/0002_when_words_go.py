"""When the words of a proposal may go. The guards of the next migration ask these functions.

What binds may be wiped through one door: by an approved line of a 廃棄リスト, while it is at work. ``app.wiping`` is the key
of the line, set for one transaction. The setting alone opens nothing: the line must be of this proposal, approved by a
second person, past its last day, of a row of 保存年限 that the city has confirmed, and nothing may hold the proposal.

Two things go earlier than the rest, and no setting opens them: 担当者の氏名・連絡先 of a submitted version when the years of
the row PERSON are over, and the name and address of somebody who was asked in a survey when the survey is closed and the
contact of every proposal the person was asked about is over, or its words are gone.
"""

from django.db import migrations

# A 開示請求 holds its proposals while it is open and, when it refused or hid something, while a 審査請求 may come: by
# 行政不服審査法 18条1項 three months from the day after the person knew.
HELD = """
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

CREATE FUNCTION proposal_is_held(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM screening_hold WHERE proposal_id = one AND lifted_on IS NULL)
        OR EXISTS (
            SELECT FROM screening_disclosurerequest_proposals asked
            WHERE asked.proposal_id = one AND disclosure_holds(asked.disclosurerequest_id));
END $$;
"""

# the closed statuses are those of proposals/enums.py
LINES = """
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
"""

PERSONS = """
CREATE FUNCTION persons_are_over(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM proposals_proposal p, screening_retentionclass c
        WHERE p.id = one AND c.kind = 'PERSON' AND c.is_confirmed
        AND p.status IN ('COMPLETED', 'DECLINED', 'REFERRED', 'WITHDRAWN')
        -- the year of the 年度 in which it was closed, and the 31 March after its years
        AND make_date(
            extract(year FROM (p.status_changed_at AT TIME ZONE 'Asia/Tokyo') - interval '3 months')::int + c.years + 1, 3, 31
        ) < (now() AT TIME ZONE 'Asia/Tokyo')::date)
        AND NOT proposal_is_held(one);
END $$;

CREATE FUNCTION without_persons(content jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['contact_name', 'contact_phone'] LOOP
        IF content #>> ARRAY['fields', name] <> '' THEN
            content := jsonb_set(content, ARRAY['fields', name], '"（保存年限により削除）"');
        END IF;
    END LOOP;
    RETURN content;
END $$;
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
"""

TAKE_BACK = """
DROP FUNCTION addressee_is_over(bigint);
DROP FUNCTION without_persons(jsonb);
DROP FUNCTION persons_are_over(bigint);
DROP FUNCTION only_wiped(jsonb, jsonb, text[]);
DROP FUNCTION wipe_is_open(bigint);
DROP FUNCTION line_may_be_wiped(bigint, bigint, bigint, date);
DROP FUNCTION proposal_is_held(bigint);
DROP FUNCTION disclosure_holds(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0001_first"),
        ("proposals", "0001_first"),
        ("surveys", "0001_first"),
    ]

    operations = [migrations.RunSQL(HELD + LINES + PERSONS + ADDRESSEES, TAKE_BACK)]
