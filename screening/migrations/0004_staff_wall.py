"""The wall of staff: which 送付, 回答, 意見照会, メモ and 対話の記録 nara_staff finds and writes (ADR 0031).

``app.staff`` and ``app.day`` are set by core/wall.py; without them every function returns nothing. RESTRICTIVE, because
nara_staff is a member of nara_app and the policy ``city`` lets that pass. Everything of nara_app that is not named here
stays as it is. Posts and guest list are read by every statement: who lost a 席 finds nothing from the next one on.
"""

from django.db import migrations

DAY = "nullif(current_setting('app.day', true), '')::date"
# the person's posts of the day
HELD = f"""accounts_post p JOIN accounts_user u ON u.id = p.user_id
            WHERE u.id = nullif(current_setting('app.staff', true), '')::bigint
            AND u.employee_number IS NOT NULL AND u.is_active AND (u.last_day IS NULL OR u.last_day >= {DAY})
            AND p.starts_on <= {DAY} AND (p.ends_on IS NULL OR p.ends_on >= {DAY})"""
# DEFINER, so that the answer does not depend on the policies of the tables that are asked. plpgsql keeps its plans for
# the session: a list that names these tables twenty times asks twenty times.
FUNCTIONS = f"""
CREATE FUNCTION staff_reads_all() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN EXISTS (SELECT FROM {HELD} AND p.kind = 'DESK');
END $$;
-- the 課 of the posts, every 課 of a 部 for its heads, and the 課 that ended in one of these alone
CREATE FUNCTION staff_divisions() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE held AS (SELECT p.kind, p.division_id, p.department_id FROM {HELD}), mine(id) AS (
            SELECT division_id FROM held WHERE kind IN ('OFFICER', 'DEPUTY', 'MANAGER')
            UNION
            SELECT d.id FROM held JOIN directory_division d ON d.department_id = held.department_id
                WHERE held.kind IN ('LEADER', 'DIRECTOR')
        ), reached(id) AS (
            SELECT id FROM mine
            UNION
            SELECT s.from_division_id FROM directory_division_successors s JOIN reached r ON s.to_division_id = r.id
                WHERE NOT EXISTS (SELECT FROM directory_division_successors other
                    WHERE other.from_division_id = s.from_division_id AND other.to_division_id <> s.to_division_id)
        )
        SELECT id FROM reached WHERE id IS NOT NULL
    );
END $$;
"""  # noqa: S608
NO_FUNCTIONS = """
DROP FUNCTION staff_divisions();
DROP FUNCTION staff_reads_all();
"""

# The functions are asked once for a statement, the guest list by its index once for a row that nothing before opened.
ALL = "(SELECT staff_reads_all())"
OURS = "division_id = ANY ((SELECT staff_divisions())::bigint[])"


def whole(table):
    """Return the condition: the guest list opens the whole proposal to one of the person's 課 on the day."""
    return f"""EXISTS (SELECT FROM screening_screening s JOIN proposals_proposalaccess a ON a.proposal_id = s.proposal_id
        WHERE s.id = {table}.screening_id AND a.{OURS} AND a.scope = 'FULL'
        AND a.starts_on <= (SELECT {DAY}) AND (a.ends_on IS NULL OR a.ends_on >= (SELECT {DAY})))"""


ROWS = {
    "screening_routing": f"{ALL} OR {OURS} OR {whole('screening_routing')}",
    # as the 送付 it answers
    "screening_routinganswer": f"{ALL} OR EXISTS (SELECT FROM screening_routing r WHERE r.id = routing_id)",
    "screening_inquiry": f"{ALL} OR {OURS} OR {whole('screening_inquiry')}",
    "screening_note": f"{ALL} OR {whole('screening_note')}",
    "screening_minutes": f"{ALL} OR {whole('screening_minutes')}",
}


def build():
    yield FUNCTIONS
    for table, theirs in ROWS.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        yield f"CREATE POLICY city ON {table} TO nara_app USING (true) WITH CHECK (true);"
        yield f"CREATE POLICY staff ON {table} AS RESTRICTIVE TO nara_staff USING ({theirs}) WITH CHECK ({theirs});"


def take_back():
    for table in ROWS:
        yield f"DROP POLICY staff ON {table};"
        yield f"DROP POLICY city ON {table};"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    yield NO_FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0003_guards"),
        ("core", "0002_roles"),
        ("accounts", "0001_first"),
        ("directory", "0001_first"),
        ("proposals", "0001_first"),
    ]

    operations = [
        migrations.RunSQL("\n".join(build()), "\n".join(take_back())),
    ]
