"""Let a case be found by any part of its words; on PostgreSQL by pairs of letters in a table of their own.

The table is filled by the trigger alone, so that it cannot be forgotten; nothing else writes it, and it can be made
anew from the cases at any time.
"""

import unicodedata

from django.db import migrations

import cases.search

TABLE = """
CREATE TABLE cases_pairs (case_id bigint PRIMARY KEY, pairs text[] NOT NULL);
ALTER TABLE cases_pairs ALTER COLUMN pairs SET STATISTICS 1000;
CREATE INDEX cases_pairs_gin ON cases_pairs USING gin (pairs) WITH (gin_pending_list_limit = 256);
CREATE FUNCTION cases_pairs_of(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(word, place, 2)), '{}')
  FROM unnest(string_to_array(words, '|')) AS word CROSS JOIN LATERAL generate_series(1, length(word) - 1) AS place
$$;
CREATE FUNCTION cases_pairs_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cases_pairs (case_id, pairs) VALUES (NEW.id, cases_pairs_of(NEW.words))
  ON CONFLICT (case_id) DO UPDATE SET pairs = EXCLUDED.pairs;
  RETURN NULL;
END $$;
CREATE FUNCTION cases_pairs_drop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM cases_pairs WHERE case_id = OLD.id;
  RETURN NULL;
END $$;
CREATE FUNCTION cases_pairs_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE cases_pairs;
  RETURN NULL;
END $$;
CREATE TRIGGER cases_pairs_insert AFTER INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_pairs_keep();
CREATE TRIGGER cases_pairs_update AFTER UPDATE OF words ON cases_case FOR EACH ROW
  WHEN (OLD.words IS DISTINCT FROM NEW.words) EXECUTE FUNCTION cases_pairs_keep();
CREATE TRIGGER cases_pairs_delete AFTER DELETE ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_pairs_drop();
CREATE TRIGGER cases_pairs_truncate AFTER TRUNCATE ON cases_case FOR EACH STATEMENT
  EXECUTE FUNCTION cases_pairs_empty();
"""
BACK = """
DROP TRIGGER IF EXISTS cases_pairs_insert ON cases_case;
DROP TRIGGER IF EXISTS cases_pairs_update ON cases_case;
DROP TRIGGER IF EXISTS cases_pairs_delete ON cases_case;
DROP TRIGGER IF EXISTS cases_pairs_truncate ON cases_case;
DROP FUNCTION IF EXISTS cases_pairs_keep(), cases_pairs_drop(), cases_pairs_empty(), cases_pairs_of(text);
DROP TABLE IF EXISTS cases_pairs;
"""
SOME = 2000


def normal(text):
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


def make_table(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(TABLE)


def drop_table(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(BACK)


def fill(apps, editor):
    """Write the words of the cases that are there."""
    Case = apps.get_model("cases", "Case")
    held, rows = [], Case.objects.select_related("party", "item").only(
        "title", "number", "party__name", "item__search_words"
    )
    for case in rows.iterator(SOME):
        words = [case.party.name, case.title, *case.item.search_words.split("|"), case.number]
        case.words = "|".join(word for word in dict.fromkeys(map(normal, words)) if word)
        held.append(case)
        if len(held) == SOME:
            Case.objects.bulk_update(held, ["words"])
            held = []
    Case.objects.bulk_update(held, ["words"])


class Migration(migrations.Migration):

    dependencies = [("cases", "0007_position_accuracy"), ("lists", "0001_initial")]

    operations = [
        migrations.AddField("case", "words", cases.search.WordsField("可查找的词", blank=True, default="", editable=False)),
        migrations.RunPython(make_table, drop_table),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
