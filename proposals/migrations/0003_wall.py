"""The second wall: what nara_company may read and write, row by row (ADR 0013).

Every table up to this app stands here with its decision or is not granted at all; the apps above have walls of their own,
built on these functions. The owner passes (ENABLE, not FORCE), nara_app by the policy ``city``. The keys ``app.*`` are set
by core/wall.py; without them every function returns nothing. No sequence is granted: an identity column needs no right.
"""

from django.db import migrations

# plpgsql keeps its plans for the session, SQL functions plan at each call. DEFINER, so that the answer does not depend
# on the policies that ask for it.
FUNCTION = """
CREATE FUNCTION {name}() RETURNS {kind}[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE {variables}
BEGIN
    RETURN {body};
END $$;
"""
# Asked in nearly every statement: looked up once for a request, and again after what they read has changed.
REMEMBERED = """
CREATE FUNCTION {name}() RETURNS {kind}[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    known text := nullif(current_setting('app.{name}', true), '');
    mine bigint[]; me bigint; begun uuid[]; opened bigint[];
BEGIN
    IF known IS NULL THEN
        {variables}
        known := ({body})::text;
        PERFORM set_config('app.{name}', known, false);
    END IF;
    RETURN known::{kind}[];
END $$;
"""
FORGET = """
CREATE FUNCTION wall_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.wall_organizations', '', false), set_config('app.wall_owned', '', false),
        set_config('app.wall_readable', '', false);
    RETURN NULL;
END $$;
CREATE TRIGGER wall_forget AFTER INSERT OR DELETE OR UPDATE OF organization_id, user_id, left_at
    ON accounts_member FOR EACH STATEMENT EXECUTE FUNCTION wall_forget();
CREATE TRIGGER wall_forget AFTER INSERT OR DELETE OR UPDATE OF organization_id, author_id, status, submitted_at
    ON proposals_proposal FOR EACH STATEMENT EXECUTE FUNCTION wall_forget();
CREATE TRIGGER wall_forget AFTER INSERT OR DELETE OR UPDATE OF organization_id, accepted_at
    ON proposals_coproposer FOR EACH STATEMENT EXECUTE FUNCTION wall_forget();
"""
NO_FORGET = """
DROP TRIGGER wall_forget ON accounts_member;
DROP TRIGGER wall_forget ON proposals_proposal;
DROP TRIGGER wall_forget ON proposals_coproposer;
DROP FUNCTION wall_forget();
"""


def key(name, kind):
    """Return the list that core/wall.py has set; NULL without it."""
    return f"string_to_array(nullif(current_setting('app.{name}', true), ''), ',')::{kind}[]"


ME = "nullif(current_setting('app.user', true), '')::bigint"
IS_MINE = f"me := {ME}; mine := wall_organizations();"
MINE = "mine bigint[] := wall_organizations();"
TALKS = "talks bigint[] := wall_talks();"
ALL_READABLE = "readable bigint[] := wall_readable();"

# name: how, of what, variables, the list
FUNCTIONS = {
    "wall_organizations": (
        REMEMBERED,
        "bigint",
        f"me := {ME};",
        "ARRAY(SELECT organization_id FROM accounts_member WHERE user_id = me AND left_at IS NULL)",
    ),
    "wall_owned": (
        REMEMBERED,
        "bigint",
        f"{IS_MINE} begun := {key('drafts', 'uuid')}; opened := {key('proposals', 'bigint')};",
        """opened || ARRAY(SELECT id FROM proposals_proposal WHERE organization_id = ANY (mine)
        UNION ALL SELECT id FROM proposals_proposal
            WHERE author_id = me AND organization_id IS NULL AND status = 'DRAFT'
        UNION ALL SELECT id FROM proposals_proposal
            WHERE uuid = ANY (begun) AND author_id IS NULL AND organization_id IS NULL AND status = 'DRAFT')""",
    ),
    "wall_readable": (
        REMEMBERED,
        "bigint",
        "mine := wall_organizations();",
        """wall_owned() || ARRAY(SELECT c.proposal_id FROM proposals_coproposer c JOIN proposals_proposal p ON p.id = c.proposal_id
            WHERE c.organization_id = ANY (mine) AND c.accepted_at IS NOT NULL AND p.submitted_at IS NOT NULL)""",
    ),
    "wall_talks": (
        FUNCTION,
        "bigint",
        f"{MINE} me bigint := {ME}; begun uuid[] := {key('consultations', 'uuid')};",
        """ARRAY(SELECT id FROM proposals_consultation WHERE organization_id = ANY (mine)
        UNION ALL SELECT id FROM proposals_consultation WHERE author_id = me AND organization_id IS NULL
        UNION ALL SELECT id FROM proposals_consultation
            WHERE uuid = ANY (begun) AND author_id IS NULL AND organization_id IS NULL)""",
    ),
    "wall_known_organizations": (
        FUNCTION,
        "bigint",
        f"{MINE} {ALL_READABLE}",
        """ARRAY(SELECT id FROM directory_organization WHERE merged_into_id = ANY (mine)
        UNION ALL SELECT organization_id FROM proposals_proposal WHERE id = ANY (readable)
        UNION ALL SELECT organization_id FROM proposals_coproposer WHERE proposal_id = ANY (readable))""",
    ),
    "wall_people": (
        FUNCTION,
        "bigint",
        f"{MINE} owned bigint[] := wall_owned(); {TALKS}",
        """ARRAY(SELECT user_id FROM accounts_member WHERE organization_id = ANY (mine)
        UNION ALL SELECT user_id FROM accounts_joinrequest WHERE organization_id = ANY (mine)
        UNION ALL SELECT author_id FROM proposals_proposal WHERE id = ANY (owned)
        UNION ALL SELECT author_id FROM proposals_consultation WHERE id = ANY (talks))""",
    ),
    # how a paper begins that is about a proposal: its number, or the uuid of a draft
    "wall_papers": (
        FUNCTION,
        "text",
        f"owned bigint[] := wall_owned(); {ALL_READABLE}",
        """ARRAY(SELECT uuid::text FROM proposals_proposal WHERE id = ANY (owned)
        UNION ALL SELECT number FROM proposals_proposal WHERE id = ANY (readable))""",
    ),
    "wall_files": (
        FUNCTION,
        "bigint",
        f"mine text[] := wall_organizations()::text[]; {ALL_READABLE} {TALKS} papers text[] := wall_papers();",
        """ARRAY(SELECT file_id FROM proposals_attachment WHERE proposal_id = ANY (readable)
        UNION ALL SELECT file_id FROM proposals_consultationfile WHERE consultation_id = ANY (talks)
        UNION ALL SELECT file_id FROM core_paperjob WHERE split_part(about, '/', 1) = ANY (papers)
            AND (kind = 'draft' OR (kind = 'receipt' AND split_part(about, '/', 3) = ANY (mine))))""",
    ),
}


def one_of(function, column):
    """Return the condition; the function is asked once for a statement, not once for a row."""
    return f"{column} = ANY ((SELECT {function}())::{FUNCTIONS[function][1]}[])"


IS_ME = f"(SELECT {ME})"
OWNED, READABLE = one_of("wall_owned", "proposal_id"), one_of("wall_readable", "proposal_id")
OF_MY_ORGANIZATION = one_of("wall_organizations", "organization_id")
OF_MY_ROSTER = "EXISTS (SELECT FROM proposals_rosterrequest r WHERE r.id = request_id)"
MY_TALK = (
    f"{OF_MY_ORGANIZATION} OR (organization_id IS NULL AND (author_id = {IS_ME} "
    f"OR (author_id IS NULL AND uuid = ANY ((SELECT {key('consultations', 'uuid')})::uuid[]))))"
)
MY_PAPER = f"""
    {one_of("wall_papers", "split_part(about, '/', 1)")} AND (kind = 'draft' OR (kind = 'receipt'
    AND split_part(about, '/', 3) = ANY ((SELECT wall_organizations())::text[])))
"""

# The two tables that stand in nearly every statement are asked row by row: one call is planned faster than many
# conditions, and the statement's own conditions leave few rows. A row just begun is not among those looked up before.
ROW_FUNCTIONS = f"""
CREATE FUNCTION wall_owns(one bigint, organization bigint, author bigint, status text, uuid uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(organization = ANY (wall_organizations()), false)
        OR (organization IS NULL AND status = 'DRAFT' AND (author = {ME}
            OR (author IS NULL AND uuid = ANY ({key("drafts", "uuid")}))))
        OR one = ANY ({key("proposals", "bigint")});
END $$;
CREATE FUNCTION wall_reads(one bigint, organization bigint, author bigint, status text, uuid uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(wall_owns(one, organization, author, status, uuid), false) OR one = ANY (wall_readable());
END $$;
CREATE FUNCTION wall_knows(organization bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN organization = ANY (wall_organizations()) OR organization = ANY (wall_known_organizations());
END $$;
"""
NO_ROW_FUNCTIONS = """
DROP FUNCTION wall_knows(bigint);
DROP FUNCTION wall_reads(bigint, bigint, bigint, text, uuid);
DROP FUNCTION wall_owns(bigint, bigint, bigint, text, uuid);
"""

# table: what may be done, which rows are read, which are written
ROWS = {
    "proposals_proposal": (
        "SELECT, INSERT, UPDATE",
        "wall_reads(id, organization_id, author_id, status, uuid)",
        "wall_owns(id, organization_id, author_id, status, uuid)",
    ),
    "proposals_draft": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_attachment": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_disclosuremark": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_coproposer": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_pledgeanswer": ("SELECT, INSERT", f"{READABLE} OR {OF_MY_ORGANIZATION}", OWNED),
    "proposals_pledgerequest": ("SELECT, UPDATE", READABLE, OWNED),
    "proposals_submission": ("SELECT, INSERT", READABLE, OWNED),
    "proposals_statuschange": ("SELECT, INSERT", READABLE, OWNED),
    "proposals_promise": ("SELECT, INSERT, UPDATE", READABLE, OWNED),
    "proposals_pause": ("SELECT, INSERT, UPDATE", READABLE, OWNED),
    "proposals_meeting": ("SELECT, UPDATE", READABLE, OWNED),
    "proposals_message": ("SELECT, INSERT, UPDATE", READABLE, READABLE),
    "proposals_letter": ("SELECT", READABLE, "false"),
    "proposals_condition": ("SELECT", READABLE, "false"),
    "proposals_procedurenotice": ("SELECT", READABLE, "false"),
    "proposals_tender": ("SELECT", READABLE, "false"),
    "proposals_rosterrequest": ("SELECT, UPDATE", OWNED, OWNED),
    "proposals_rosterentry": ("SELECT, INSERT, DELETE", OF_MY_ROSTER, OF_MY_ROSTER),
    "proposals_correctionrequest": ("SELECT, UPDATE", READABLE, OWNED),
    "proposals_correctionitem": (
        "SELECT",
        f"EXISTS (SELECT FROM proposals_correctionrequest r WHERE r.id = request_id AND ({READABLE}))",
        "false",
    ),
    "proposals_tolddate": (
        "SELECT, INSERT",
        f"EXISTS (SELECT FROM proposals_promise r WHERE r.id = promise_id AND ({READABLE}))",
        f"EXISTS (SELECT FROM proposals_promise r WHERE r.id = promise_id AND ({OWNED}))",
    ),
    "proposals_consultation": ("SELECT, INSERT, UPDATE", MY_TALK, MY_TALK),
    "proposals_consultationfile": (
        "SELECT, INSERT, UPDATE, DELETE",
        one_of("wall_talks", "consultation_id"),
        one_of("wall_talks", "consultation_id"),
    ),
    "core_privatefile": ("SELECT", one_of("wall_files", "id"), "false"),
    "core_paperjob": ("SELECT, INSERT", MY_PAPER, MY_PAPER),
    "directory_organization": (
        "SELECT, UPDATE",
        "wall_knows(id)",
        one_of("wall_organizations", "id"),
    ),
    # its agreements once they are signed, and what was done under them
    "directory_agreement": ("SELECT", f"signed_on IS NOT NULL AND {OF_MY_ORGANIZATION}", "false"),
    "directory_agreementactivity": (
        "SELECT",
        "EXISTS (SELECT FROM directory_agreement a WHERE a.id = agreement_id)",
        "false",
    ),
    "accounts_user": ("SELECT, UPDATE", f"id = {IS_ME} OR {one_of('wall_people', 'id')}", f"id = {IS_ME}"),
    # a person of a company has none: the question stays, the answer is empty
    "accounts_post": ("SELECT", f"user_id = {IS_ME}", "false"),
    "accounts_member": ("SELECT, UPDATE", f"{OF_MY_ORGANIZATION} OR user_id = {IS_ME}", OF_MY_ORGANIZATION),
    "accounts_invitation": ("SELECT, INSERT", OF_MY_ORGANIZATION, OF_MY_ORGANIZATION),
    "accounts_joinrequest": ("SELECT, UPDATE", f"{OF_MY_ORGANIZATION} OR user_id = {IS_ME}", OF_MY_ORGANIZATION),
    "accounts_capabilitylink": (
        "SELECT",
        "EXISTS (SELECT FROM accounts_invitation i WHERE i.link_id = accounts_capabilitylink.id "
        f"AND {OF_MY_ORGANIZATION})",
        "false",
    ),
    # what the city asks the public
    "proposals_challenge": ("SELECT", "state IN ('PUBLISHED', 'RETIRED')", "false"),
    "proposals_challengequestion": (
        "SELECT, INSERT",
        f"published_on IS NOT NULL OR asked_by_id = {IS_ME}",
        f"asked_by_id = {IS_ME}",
    ),
}

# Written and not read again: of a new row the statement returns its id, and no other column may be asked for.
WRITTEN_ONLY = ("core_auditevent", "notifications_outgoingmail")

# No word of a company stands in these.
PUBLIC = {
    "core_citysettings": "SELECT",
    "core_holiday": "SELECT",
    "directory_department": "SELECT",
    "directory_division": "SELECT",
    "directory_section": "SELECT",
    "proposals_challenge_supporting": "SELECT",
    "proposals_consultationslot": "SELECT",
    "proposals_correctionreason": "SELECT",
    "proposals_norm": "SELECT",  # days alone: what a company submits is counted by them
    "proposals_pledgeitem": "SELECT",
    "proposals_sorterdestination": "SELECT",
    # counters
    "core_cache": "SELECT, INSERT, UPDATE, DELETE",
    "proposals_numbersequence": "SELECT, INSERT, UPDATE",
    "proposals_sortercount": "SELECT, INSERT, UPDATE",
}


def build():
    for name, (how, kind, variables, body) in FUNCTIONS.items():
        yield how.format(name=name, kind=kind, variables=variables, body=body)
    yield FORGET
    yield ROW_FUNCTIONS
    for table in (*ROWS, *WRITTEN_ONLY):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        yield f"CREATE POLICY city ON {table} TO nara_app USING (true) WITH CHECK (true);"
    for table, (may, read, written) in ROWS.items():
        yield f"GRANT {may} ON {table} TO nara_company;"
        yield f"CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING ({read});"
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                using = "" if verb == "INSERT" else f"USING ({written})"
                check = "" if verb == "DELETE" else f"WITH CHECK ({written})"
                policy = f"company_{verb.lower()}s"
                yield f"CREATE POLICY {policy} ON {table} FOR {verb} TO nara_company {using} {check};"
    for table in WRITTEN_ONLY:
        yield f"GRANT INSERT, SELECT (id) ON {table} TO nara_company;"
        yield f"CREATE POLICY company_writes ON {table} FOR INSERT TO nara_company WITH CHECK (true);"
        yield f"CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING (true);"
    for table, may in PUBLIC.items():
        yield f"GRANT {may} ON {table} TO nara_company;"


def take_back():
    for table in (*ROWS, *WRITTEN_ONLY):
        yield f"DROP POLICY city ON {table};"
        yield f"DROP POLICY company_reads ON {table};"
    for table, (may, _, _) in ROWS.items():
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                yield f"DROP POLICY company_{verb.lower()}s ON {table};"
    for table in WRITTEN_ONLY:
        yield f"DROP POLICY company_writes ON {table};"
    for table in (*ROWS, *WRITTEN_ONLY):
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    yield NO_ROW_FUNCTIONS
    yield NO_FORGET
    for name in reversed(FUNCTIONS):
        yield f"DROP FUNCTION {name}();"
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nara_company;"


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0002_guards"),
        ("accounts", "0001_first"),
        ("core", "0004_cache_and_sessions"),
        ("directory", "0001_first"),
        ("notifications", "0001_first"),
    ]

    operations = [migrations.RunSQL("\n".join(build()), "\n".join(take_back()))]
