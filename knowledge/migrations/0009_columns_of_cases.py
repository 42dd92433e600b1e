from django.db import migrations

# A row of a public case is everybody's, but not every column: what the search reads of it are the words of the city.
READ = """
REVOKE SELECT ON knowledge_casestudy FROM nara_company;
DO $$ BEGIN
    EXECUTE (
        SELECT format('GRANT SELECT (%s) ON knowledge_casestudy TO nara_company', string_agg(quote_ident(attname), ', '))
        FROM pg_attribute
        WHERE attrelid = 'knowledge_casestudy'::regclass AND attnum > 0 AND NOT attisdropped
              AND attname NOT IN ('search', 'search_vector', 'returned_reason', 'retired_reason', 'drafted_by'));
END $$;
"""
READ_ALL = "GRANT SELECT ON knowledge_casestudy TO nara_company"


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0008_readings")]

    operations = [migrations.RunSQL(READ, READ_ALL)]
