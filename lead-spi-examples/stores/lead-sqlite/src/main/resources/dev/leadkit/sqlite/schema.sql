-- SPDX-License-Identifier: Apache-2.0
--
-- The schema of a lead store in one SQLite file, as a list of migrations.
--
-- Each section below is a migration: it begins with a line "-- version N" and takes a file from version N-1 to version N. The version of a
-- file is PRAGMA user_version. A section is never edited after a release; a change is a new section at the end.
--
-- Times for people are RFC 3339 text in UTC with nine digits after the second, so that they sort by time.
-- Times that only the engine compares are nanoseconds since 1970-01-01T00:00:00Z.

-- version 1

-- The source of truth: the events of all leads in the order in which they were written. The projections below are computed from it.
CREATE TABLE event_log (
  position       INTEGER PRIMARY KEY AUTOINCREMENT, -- the one order of all events
  entity_type    TEXT    NOT NULL,                  -- 'lead'
  entity_id      TEXT    NOT NULL,                  -- the id of the lead
  seq            INTEGER NOT NULL,                  -- its place in the history of the lead, from 1, without gaps
  event_type     TEXT    NOT NULL,                  -- received, qualified, delivered, …
  metadata       TEXT    NOT NULL,                  -- the fact itself, as JSON, with the context of the event in the member "context"
  occurred_at    TEXT    NOT NULL,                  -- when it was written down
  lead_id        TEXT    GENERATED ALWAYS AS (entity_id) VIRTUAL,
  correlation_id TEXT    GENERATED ALWAYS AS (      -- what the event is about: a message, a task, else the lead
    coalesce(metadata ->> '$.message.id', metadata ->> '$.event', metadata ->> '$.task', entity_id)) VIRTUAL,
  actor          TEXT    GENERATED ALWAYS AS (      -- the person, enricher or connector it comes from; empty for the engine
    coalesce(metadata ->> '$.by', metadata ->> '$.connector', metadata ->> '$.enricher', metadata ->> '$.name', '')) VIRTUAL,
  policy         TEXT    GENERATED ALWAYS AS (      -- the version of the policy that decided; null for what was observed
    metadata ->> '$.policy') VIRTUAL,
  UNIQUE (entity_id, seq)
) STRICT;

CREATE TRIGGER event_log_is_never_changed BEFORE UPDATE ON event_log
BEGIN
  SELECT raise(ABORT, 'event_log is append-only');
END;

CREATE TRIGGER event_log_is_never_shortened BEFORE DELETE ON event_log
BEGIN
  SELECT raise(ABORT, 'event_log is append-only');
END;

-- The holder of each key. A message with a key that is in this table is a duplicate.
CREATE TABLE claim (
  layer   TEXT NOT NULL,    -- what is compared: event, message, …
  key     TEXT NOT NULL,    -- the fingerprint
  lead_id TEXT NOT NULL,    -- the lead that holds it
  event   TEXT NOT NULL,    -- the message that brought it
  PRIMARY KEY (layer, key)
) STRICT, WITHOUT ROWID;

-- The lead to which a Message-ID belongs, so that a reply finds its lead.
CREATE TABLE thread (
  tenant     TEXT NOT NULL,
  message_id TEXT NOT NULL,
  lead_id    TEXT NOT NULL,
  PRIMARY KEY (tenant, message_id)
) STRICT, WITHOUT ROWID;

-- The last event, the wake-up time and the lease of each lead.
CREATE TABLE wake (
  lead_id     TEXT    NOT NULL PRIMARY KEY,
  seq         INTEGER NOT NULL,             -- of its last event
  wake_at     INTEGER,                      -- nanoseconds; null: the lead rests
  lease_token INTEGER NOT NULL DEFAULT 0,   -- how many leases have been given: the number of the last one
  lease_until INTEGER                       -- nanoseconds; null: nobody has it
) STRICT, WITHOUT ROWID;

CREATE INDEX wake_due ON wake (wake_at, lead_id) WHERE wake_at IS NOT NULL;

-- Projections: a pure function of event_log, written in the same transaction. Do not edit them: they can be rebuilt at any time.

CREATE TABLE contact (
  id          INTEGER PRIMARY KEY,
  tenant      TEXT NOT NULL,
  email       TEXT NOT NULL,                 -- trimmed, lower-case
  name        TEXT NOT NULL,
  phone       TEXT NOT NULL,
  identifiers TEXT NOT NULL DEFAULT '{}',    -- JSON: what each connector calls this person's last lead
  consent     TEXT NOT NULL,                 -- unknown, granted, denied
  UNIQUE (tenant, email)
) STRICT;

CREATE TABLE company (
  id           INTEGER PRIMARY KEY,
  tenant       TEXT NOT NULL,
  domain       TEXT NOT NULL,
  name         TEXT NOT NULL,
  size         INTEGER,                      -- employees
  industry     TEXT NOT NULL,
  country      TEXT NOT NULL,                -- ISO 3166-1 alpha-2
  zone         TEXT NOT NULL,                -- IANA time zone
  technologies TEXT NOT NULL,                -- JSON array
  enriched_at  TEXT NOT NULL,
  UNIQUE (tenant, domain)
) STRICT;

CREATE TABLE lead (
  id            TEXT PRIMARY KEY,
  tenant        TEXT    NOT NULL,
  contact_id    INTEGER REFERENCES contact (id),
  company_id    INTEGER REFERENCES company (id),
  source        TEXT    NOT NULL,            -- the channel
  campaign      TEXT    NOT NULL,
  product       TEXT    NOT NULL,
  partner       TEXT    NOT NULL,
  address       TEXT    NOT NULL,            -- the inbound address
  source_reason TEXT    NOT NULL,            -- why this source: KNOWN, UNKNOWN_ADDRESS
  score         INTEGER,                     -- of the last decision
  rationale     TEXT,                        -- one line for each thing that counted
  disposition   TEXT,                        -- lead, automatic, quarantined
  route         TEXT,
  route_reason  TEXT,
  queue         TEXT,                        -- of the last decision, unless a person chose another
  owner         TEXT,                        -- likewise
  policy        TEXT,                        -- its version
  received_at   TEXT    NOT NULL,            -- of the first message
  decided_at    TEXT,
  due_at        TEXT,
  reassigned_at TEXT,
  replied_at    TEXT,                        -- the first reply
  replied_by    TEXT,                        -- human, machine
  breached_at   TEXT,
  duplicates    INTEGER NOT NULL DEFAULT 0,
  labels        TEXT    NOT NULL DEFAULT '[]', -- JSON array, oldest first
  status        TEXT    GENERATED ALWAYS AS (
    CASE
      WHEN disposition IS NULL   THEN 'new'
      WHEN disposition <> 'lead' THEN disposition
      WHEN replied_at IS NULL    THEN 'assigned'
      ELSE 'replied'
    END) VIRTUAL
) STRICT;

CREATE INDEX lead_contact ON lead (contact_id);
CREATE INDEX lead_company ON lead (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX lead_received ON lead (received_at);

CREATE TABLE message (
  id              TEXT PRIMARY KEY,          -- evt_…: tenant, bytes and recipients
  lead_id         TEXT    NOT NULL REFERENCES lead (id),
  tenant          TEXT    NOT NULL,
  message_id      TEXT    NOT NULL,          -- the Message-ID, '' where there is none
  in_reply_to     TEXT    NOT NULL,
  "references"    TEXT    NOT NULL,          -- JSON array, oldest first
  from_email      TEXT    NOT NULL,
  from_name       TEXT    NOT NULL,
  subject         TEXT    NOT NULL,
  text_body       TEXT    NOT NULL,
  html_body_hash  TEXT    NOT NULL,          -- SHA-256 of the HTML as UTF-8, '' where there is none
  raw_sha256      TEXT    NOT NULL,          -- the blob that it was read from
  raw_size        INTEGER NOT NULL,
  attachment_refs TEXT    NOT NULL,          -- JSON array of filename, mime, size, sha256
  defects         INTEGER NOT NULL,          -- how many
  sent_at         TEXT,                      -- what its Date field says
  received_at     TEXT    NOT NULL
) STRICT;

CREATE INDEX message_message_id ON message (tenant, message_id);
CREATE INDEX message_lead ON message (lead_id);

-- Duplicates, and the messages that they repeat.
CREATE TABLE duplicate (
  lead_id     TEXT    NOT NULL REFERENCES lead (id),
  seq         INTEGER NOT NULL,
  event       TEXT    NOT NULL,              -- the id of the copy
  original    TEXT    NOT NULL,              -- the message that it repeats
  layer       TEXT    NOT NULL,              -- of the strongest key that recognised it
  key         TEXT    NOT NULL,
  source      TEXT    NOT NULL,              -- where the copy came in
  campaign    TEXT    NOT NULL,
  partner     TEXT    NOT NULL,
  address     TEXT    NOT NULL,
  raw_sha256  TEXT    NOT NULL,
  received_at TEXT    NOT NULL,
  PRIMARY KEY (lead_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX duplicate_key ON duplicate (layer, key);

-- The answer of each enricher about each lead.
CREATE TABLE enrichment (
  lead_id    TEXT    NOT NULL REFERENCES lead (id),
  enricher   TEXT    NOT NULL,
  status     TEXT    NOT NULL,               -- answered, retrying, failed, dead_lettered, reopened
  attempts   INTEGER NOT NULL,
  company_id INTEGER REFERENCES company (id),
  attributes TEXT    NOT NULL DEFAULT '{}',  -- JSON
  reason     TEXT    NOT NULL,               -- why the last attempt failed
  updated_at TEXT    NOT NULL,
  PRIMARY KEY (lead_id, enricher)
) STRICT, WITHOUT ROWID;

-- The deliveries of each lead, and their outcome.
CREATE TABLE delivery (
  lead_id    TEXT    NOT NULL REFERENCES lead (id),
  task       TEXT    NOT NULL,
  connector  TEXT    NOT NULL,
  status     TEXT    NOT NULL,               -- delivered, retrying, failed, dead_lettered, reopened
  attempts   INTEGER NOT NULL,               -- since the lead was last reopened
  reference  TEXT    NOT NULL,               -- what the other system calls it
  reason     TEXT    NOT NULL,               -- why the last attempt failed
  updated_at TEXT    NOT NULL,
  PRIMARY KEY (lead_id, task)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_status ON delivery (status, connector) WHERE status <> 'delivered';

-- For each key: its first message, the source of that message, and the number of duplicates.
CREATE VIEW dedupe AS
SELECT
  claim.layer,
  claim.key,
  claim.lead_id,
  claim.event              AS first_event,
  message.received_at      AS first_received_at,
  lead.source,
  lead.campaign,
  lead.partner,
  lead.address,
  (SELECT count(*) FROM duplicate WHERE duplicate.layer = claim.layer AND duplicate.key = claim.key) AS duplicates
FROM claim
LEFT JOIN message ON message.id = claim.event
LEFT JOIN lead ON lead.id = claim.lead_id;

-- version 2

-- The number of each lead in a line, from 0, without a gap.
CREATE TABLE ticket (
  line       TEXT    NOT NULL,
  lead_id    TEXT    NOT NULL,
  number     INTEGER NOT NULL,
  PRIMARY KEY (line, lead_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ticket_number ON ticket (line, number);

-- version 3

-- The hash chain of each lead (EventChain in lead-core): a changed, removed, inserted or moved event is found by "lead store verify".
-- The last link and the number of events are in "wake", apart from the events.
ALTER TABLE event_log ADD COLUMN chain BLOB; -- the link of this event, 32 bytes
ALTER TABLE wake      ADD COLUMN chain BLOB; -- the link of the last event, 32 bytes

-- One row for each fact about the file itself.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Events are still never changed; events of earlier versions get their link, once.
DROP TRIGGER event_log_is_never_changed;

CREATE TRIGGER event_log_is_never_changed BEFORE UPDATE ON event_log
WHEN old.chain IS NOT NULL
  OR new.position IS NOT old.position
  OR new.entity_type IS NOT old.entity_type
  OR new.entity_id IS NOT old.entity_id
  OR new.seq IS NOT old.seq
  OR new.event_type IS NOT old.event_type
  OR new.metadata IS NOT old.metadata
  OR new.occurred_at IS NOT old.occurred_at
BEGIN
  SELECT raise(ABORT, 'event_log is append-only');
END;

-- The parts of a delivery that decisions change: score, route, queue, owner, SLA, number of messages.
ALTER TABLE lead ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lead ADD COLUMN revision TEXT; -- null before the first decision

-- delivery.status has one more value, 'superseded': a later decision requested another delivery, and this one is no longer tried.
ALTER TABLE delivery ADD COLUMN revision TEXT; -- lead.revision when the task was first tried

DROP INDEX delivery_status;
CREATE INDEX delivery_status ON delivery (status, connector) WHERE status NOT IN ('delivered', 'superseded');
CREATE INDEX delivery_open ON delivery (lead_id, connector) WHERE status NOT IN ('delivered', 'superseded');
CREATE INDEX delivery_connector ON delivery (lead_id, connector, revision);

-- Indexes for the usual queries.
CREATE INDEX event_log_type     ON event_log (event_type, occurred_at);
CREATE INDEX company_domain     ON company (domain);
CREATE INDEX contact_email      ON contact (email);
CREATE INDEX lead_queue         ON lead (queue, received_at);
CREATE INDEX message_raw        ON message (raw_sha256);
CREATE INDEX duplicate_raw      ON duplicate (raw_sha256);
