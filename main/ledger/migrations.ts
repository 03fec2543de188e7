/** The schema, step by step: `PRAGMA user_version` counts how many of these a file has. Steps are never edited. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    visit TEXT NOT NULL,
    type TEXT NOT NULL,
    open TEXT NOT NULL,
    sealed BLOB,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX journal_visit ON journal (visit);
  CREATE INDEX journal_type ON journal (type, visit);
  CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

  -- Where the chain ends, signed: a journal cut short or written anew does not agree with it.
  CREATE TABLE head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    mac TEXT NOT NULL
  ) STRICT;

  -- The key of each visit's sealed data, wrapped by the master key. Deleting a row makes that data unreadable for ever.
  CREATE TABLE visit_key (
    visit TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    wrapped BLOB NOT NULL
  ) STRICT;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    visit TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    payload BLOB,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    last_code TEXT,
    answer TEXT,
    CHECK ((payload IS NULL) = (answer IS NOT NULL))
  ) STRICT;
  CREATE INDEX outbox_pending ON outbox (next_at) WHERE answer IS NULL;
  CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox
    BEGIN SELECT RAISE(ABORT, 'the outbox keeps every submission'); END;
  CREATE TRIGGER outbox_answer_stays BEFORE UPDATE ON outbox WHEN OLD.answer IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an answer stays'); END;
  `,
  `
  -- Before this step there were certifications only.
  ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'certification';
  -- Whom and what it is about, as a keyed hash, until it is answered: nothing is under way twice under two keys.
  ALTER TABLE outbox ADD COLUMN subject TEXT;
  CREATE UNIQUE INDEX outbox_subject ON outbox (subject) WHERE subject IS NOT NULL;
  CREATE INDEX outbox_visit ON outbox (visit, kind);

  -- What a broken visit left behind, found by a keyed hash of two numbers. made_at is NULL once its 24 hours are over.
  CREATE TABLE ticket (
    pair TEXT PRIMARY KEY,
    visit TEXT NOT NULL,
    made_at INTEGER,
    entry INTEGER NOT NULL,
    box BLOB NOT NULL
  ) STRICT;
  `,
  `
  -- What people enrolled here, each record sealed under a key of its own that only the vision worker unwraps. subject is a
  -- keyed hash of the person's number. Deleting a row makes its template unreadable for ever.
  CREATE TABLE template (
    record_id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    finger TEXT,
    device TEXT NOT NULL,
    version INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    box BLOB NOT NULL,
    made_at TEXT NOT NULL,
    CHECK ((kind = 'face') = (finger IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX template_place ON template (subject, kind, coalesce(finger, ''));
  `,
];
