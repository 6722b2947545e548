-- SPDX-License-Identifier: Apache-2.0
--
-- The tables of a lead store. They are those of the SQLite store (docs/tables.md), with the types of PostgreSQL.
-- A migration is never edited after a release; a change is a new file beside it.
--
-- Times for people are RFC 3339 text in UTC with nine digits after the second, so that they sort by time; cast them: received_at::timestamptz.
-- Times that only the engine compares are nanoseconds since 1970-01-01T00:00:00Z.

-- Locked by every transaction that appends events, until it is visible to others. Never has rows.
CREATE TABLE commit_order ();

-- The source of truth: the events of all leads in the order in which they were committed. The projections below are computed from it.
CREATE TABLE event_log (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the one order of all events, with gaps
  entity_type text   NOT NULL,                                 -- 'lead'
  entity_id   text   NOT NULL,                                 -- the id of the lead
  seq         bigint NOT NULL,                                 -- its place in the history of the lead, from 1, without gaps
  event_type  text   NOT NULL,                                 -- received, qualified, delivered, …
  metadata    text   NOT NULL,                                 -- the fact itself, as JSON
  occurred_at text   NOT NULL,                                 -- when it was written down
  chain       bytea,                                           -- the link of this event, 32 bytes (EventChain in lead-core)
  UNIQUE (entity_id, seq)
);

CREATE INDEX event_log_type ON event_log (event_type, occurred_at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'event_log is append-only';
END
$$;

CREATE TRIGGER event_log_is_never_changed BEFORE UPDATE OR DELETE ON event_log
FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER event_log_is_never_emptied BEFORE TRUNCATE ON event_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A fact for queries. An escaped U+0000, which jsonb refuses, becomes its symbol.
CREATE FUNCTION fact_json(metadata text) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(metadata, '\u0000', '\u2400')::jsonb
$$;

-- The events with what queries often need of them.
CREATE VIEW event AS
SELECT
  position,
  entity_id AS lead_id,
  seq,
  event_type,
  occurred_at,
  fact,
  coalesce(fact #>> '{message,id}', fact ->> 'event', fact ->> 'task', entity_id)                 AS correlation_id, -- a message, a task, else the lead
  coalesce(fact ->> 'by', fact ->> 'connector', fact ->> 'enricher', fact ->> 'name', '')         AS actor,          -- a person, enricher or connector; empty for the engine
  fact ->> 'policy'                                                                               AS policy          -- the version that decided; null for what was observed
FROM event_log CROSS JOIN LATERAL fact_json(metadata) AS fact;

-- The holder of each key. A message with a key that is in this table is a duplicate. U+0000 is stored as U+2400 and '0', U+2400 twice;
-- more than 500 characters as the first 200, U+2400, '#' and a hash.
CREATE TABLE claim (
  layer   text NOT NULL,    -- what is compared: event, message, …
  key     text NOT NULL,    -- the fingerprint
  lead_id text NOT NULL,    -- the lead that holds it
  event   text NOT NULL,    -- the message that brought it
  PRIMARY KEY (layer, key)
);

-- The lead to which a Message-ID belongs, so that a reply finds its lead. Encoded like claims.
CREATE TABLE thread (
  tenant     text NOT NULL,
  message_id text NOT NULL,
  lead_id    text NOT NULL,
  PRIMARY KEY (tenant, message_id)
);

-- The last event, the wake-up time and the lease of each lead.
CREATE TABLE wake (
  lead_id     text   NOT NULL PRIMARY KEY,
  seq         bigint NOT NULL,             -- of its last event
  wake_at     bigint,                      -- nanoseconds; null: the lead rests
  lease_token bigint NOT NULL DEFAULT 0,   -- how many leases have been given: the number of the last one
  lease_until bigint,                      -- nanoseconds; null: it is not leased
  chain       bytea                        -- the link of the last event, 32 bytes
) WITH (fillfactor = 70);

CREATE INDEX wake_due ON wake (wake_at, lead_id) WHERE wake_at IS NOT NULL;

-- The number of each lead in a line, from 0, without a gap.
CREATE TABLE ticket (
  line    text   NOT NULL,
  lead_id text   NOT NULL,
  number  bigint NOT NULL,
  PRIMARY KEY (line, lead_id),
  CONSTRAINT ticket_number UNIQUE (line, number)
);

-- Projections: a pure function of event_log, written in the same transaction. Do not edit them: they can be rebuilt at any time.

-- Completes a new row of contact or company. Numbers have no gaps, unlike an identity, so that a table that is computed again is equal;
-- transactions that insert follow one another. A text too long for an index is abbreviated.
CREATE FUNCTION complete_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT coalesce(max(id), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO NEW.id;
  IF TG_TABLE_NAME = 'contact' THEN
    IF length(NEW.email) > 400 THEN
      NEW.email := left(NEW.email, 300) || '…' || md5(NEW.email);
    END IF;
  ELSIF length(NEW.domain) > 400 THEN
    NEW.domain := left(NEW.domain, 300) || '…' || md5(NEW.domain);
  END IF;
  RETURN NEW;
END
$$;

CREATE TABLE contact (
  id          bigint NOT NULL PRIMARY KEY,
  tenant      text   NOT NULL,
  email       text   NOT NULL,               -- trimmed, lower-case
  name        text   NOT NULL,
  phone       text   NOT NULL,
  identifiers text   NOT NULL DEFAULT '{}',  -- JSON: what each connector calls this person's last lead
  consent     text   NOT NULL,               -- unknown, granted, denied
  UNIQUE (tenant, email)
);

CREATE TRIGGER complete_row BEFORE INSERT ON contact FOR EACH ROW EXECUTE FUNCTION complete_row();
CREATE INDEX contact_email ON contact (email);

CREATE TABLE company (
  id           bigint NOT NULL PRIMARY KEY,
  tenant       text   NOT NULL,
  domain       text   NOT NULL,
  name         text   NOT NULL,
  size         integer,                      -- employees
  industry     text   NOT NULL,
  country      text   NOT NULL,              -- ISO 3166-1 alpha-2
  zone         text   NOT NULL,              -- IANA time zone
  technologies text   NOT NULL,              -- JSON array
  enriched_at  text   NOT NULL,
  UNIQUE (tenant, domain)
);

CREATE TRIGGER complete_row BEFORE INSERT ON company FOR EACH ROW EXECUTE FUNCTION complete_row();
CREATE INDEX company_domain ON company (domain);

CREATE TABLE lead (
  id            text PRIMARY KEY,
  tenant        text    NOT NULL,
  contact_id    bigint REFERENCES contact (id),
  company_id    bigint REFERENCES company (id),
  source        text    NOT NULL,            -- the channel
  campaign      text    NOT NULL,
  product       text    NOT NULL,
  partner       text    NOT NULL,
  address       text    NOT NULL,            -- the inbound address
  source_reason text    NOT NULL,            -- why this source: KNOWN, UNKNOWN_ADDRESS
  score         integer,                     -- of the last decision
  rationale     text,                        -- one line for each thing that counted
  disposition   text,                        -- lead, automatic, quarantined
  route         text,
  route_reason  text,
  queue         text,                        -- of the last decision, unless a person chose another
  owner         text,                        -- likewise
  policy        text,                        -- its version
  received_at   text    NOT NULL,            -- of the first message
  decided_at    text,
  due_at        text,
  reassigned_at text,
  replied_at    text,                        -- the first reply
  replied_by    text,                        -- human, machine
  breached_at   text,
  duplicates    integer NOT NULL DEFAULT 0,
  labels        text    NOT NULL DEFAULT '[]', -- JSON array, oldest first
  status        text    GENERATED ALWAYS AS (
    CASE
      WHEN disposition IS NULL   THEN 'new'
      WHEN disposition <> 'lead' THEN disposition
      WHEN replied_at IS NULL    THEN 'assigned'
      ELSE 'replied'
    END) STORED,
  messages      integer NOT NULL DEFAULT 0,
  revision      text                         -- the parts of a delivery that decisions change; null before the first decision
);

CREATE INDEX lead_contact ON lead (contact_id);
CREATE INDEX lead_company ON lead (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX lead_received ON lead (received_at);
CREATE INDEX lead_queue ON lead (queue, received_at);

CREATE TABLE message (
  id              text PRIMARY KEY,          -- evt_…: tenant, bytes and recipients
  lead_id         text    NOT NULL REFERENCES lead (id),
  tenant          text    NOT NULL,
  message_id      text    NOT NULL,          -- the Message-ID, '' where there is none
  in_reply_to     text    NOT NULL,
  "references"    text    NOT NULL,          -- JSON array, oldest first
  from_email      text    NOT NULL,
  from_name       text    NOT NULL,
  subject         text    NOT NULL,
  text_body       text    NOT NULL,
  html_body_hash  text    NOT NULL,          -- SHA-256 of the HTML as UTF-8, '' where there is none
  raw_sha256      text    NOT NULL,          -- the blob that it was read from
  raw_size        bigint  NOT NULL,
  attachment_refs text    NOT NULL,          -- JSON array of filename, mime, size, sha256
  defects         integer NOT NULL,          -- how many
  sent_at         text,                      -- what its Date field says
  received_at     text    NOT NULL
);

CREATE INDEX message_message_id ON message (tenant, md5(message_id));
CREATE INDEX message_lead ON message (lead_id);
CREATE INDEX message_raw ON message (raw_sha256);

-- Duplicates, and the messages that they repeat.
CREATE TABLE duplicate (
  lead_id     text   NOT NULL REFERENCES lead (id),
  seq         bigint NOT NULL,
  event       text   NOT NULL,               -- the id of the copy
  original    text   NOT NULL,               -- the message that it repeats
  layer       text   NOT NULL,               -- of the strongest key that recognised it
  key         text   NOT NULL,
  source      text   NOT NULL,               -- where the copy came in
  campaign    text   NOT NULL,
  partner     text   NOT NULL,
  address     text   NOT NULL,
  raw_sha256  text   NOT NULL,
  received_at text   NOT NULL,
  PRIMARY KEY (lead_id, seq)
);

CREATE INDEX duplicate_key ON duplicate (md5(key));
CREATE INDEX duplicate_raw ON duplicate (raw_sha256);

-- The answer of each enricher about each lead.
CREATE TABLE enrichment (
  lead_id    text    NOT NULL REFERENCES lead (id),
  enricher   text    NOT NULL,
  status     text    NOT NULL,               -- answered, retrying, failed, dead_lettered, reopened
  attempts   integer NOT NULL,
  company_id bigint REFERENCES company (id),
  attributes text    NOT NULL DEFAULT '{}',  -- JSON
  reason     text    NOT NULL,               -- why the last attempt failed
  updated_at text    NOT NULL,
  PRIMARY KEY (lead_id, enricher)
);

-- The deliveries of each lead, and their outcome.
CREATE TABLE delivery (
  lead_id    text    NOT NULL REFERENCES lead (id),
  task       text    NOT NULL,
  connector  text    NOT NULL,
  status     text    NOT NULL,               -- delivered, retrying, failed, dead_lettered, reopened, superseded
  attempts   integer NOT NULL,               -- since the lead was last reopened
  reference  text    NOT NULL,               -- what the other system calls it
  reason     text    NOT NULL,               -- why the last attempt failed
  updated_at text    NOT NULL,
  revision   text,                           -- lead.revision when the task was first tried
  PRIMARY KEY (lead_id, task)
);

CREATE INDEX delivery_status ON delivery (status, connector) WHERE status NOT IN ('delivered', 'superseded');

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
  (SELECT count(*) FROM duplicate WHERE md5(duplicate.key) = md5(claim.key) AND duplicate.layer = claim.layer AND duplicate.key = claim.key) AS duplicates
FROM claim
LEFT JOIN message ON message.id = claim.event
LEFT JOIN lead ON lead.id = claim.lead_id;
