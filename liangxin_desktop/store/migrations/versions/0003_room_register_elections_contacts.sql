CREATE TABLE room_facts (
    "key" INTEGER NOT NULL,
    place VARCHAR,
    area FLOAT,
    tenure VARCHAR(6),
    shared_with VARCHAR,
    opening_hours VARCHAR,
    gallery_place VARCHAR,
    website VARCHAR,
    website_name VARCHAR,
    journal_title VARCHAR,
    journal_rhythm VARCHAR,
    PRIMARY KEY ("key"),
    CHECK ("area" IS NULL OR typeof("area") IN ('integer', 'real') AND "area" BETWEEN 0 AND 100000),
    CHECK ("tenure" IN ('own', 'shared')),
    CHECK (key = 1)
)

CREATE TABLE room_entries (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    kind VARCHAR(6) NOT NULL,
    title VARCHAR NOT NULL,
    "on" DATE,
    withdrawn_on DATE,
    number INTEGER,
    year INTEGER,
    detail VARCHAR,
    CHECK ("id" <> ''),
    CHECK ("kind" IN ('use', 'panel', 'post', 'issue', 'film', 'system', 'book')),
    CHECK ("title" <> ''),
    CHECK ("on" IS date("on")),
    CHECK ("withdrawn_on" IS date("withdrawn_on")),
    CHECK ("number" IS NULL OR typeof("number") IN ('integer') AND "number" BETWEEN 0 AND 100000),
    CHECK ("year" IS NULL OR typeof("year") IN ('integer') AND "year" BETWEEN 1921 AND 9999),
    UNIQUE (id)
)

CREATE INDEX room_entries_by_kind ON room_entries (kind, "on")

CREATE TABLE room_entry_attachments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    FOREIGN KEY(owner) REFERENCES room_entries ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE room_presets (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    CHECK (id <> '' AND title <> ''),
    UNIQUE (id)
)

CREATE TABLE room_preset_items (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    shelf_months INTEGER NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (item <> '' AND title <> ''),
    CHECK (shelf_months BETWEEN 1 AND 1200),
    FOREIGN KEY(owner) REFERENCES room_presets ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE preset_checks (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    preset VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    checked_on DATE NOT NULL,
    CHECK ("id" <> ''),
    CHECK ("preset" <> ''),
    CHECK ("title" <> ''),
    CHECK ("checked_on" IS date("checked_on")),
    UNIQUE (id)
)

CREATE TABLE preset_check_items (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    description VARCHAR,
    evidence_on DATE,
    gap VARCHAR,
    "plan" VARCHAR,
    plan_owner VARCHAR,
    plan_due_on DATE,
    item VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    status VARCHAR(6) NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK ("status" IN ('met', 'partly', 'unmet')),
    CHECK ("evidence_on" IS date("evidence_on")),
    CHECK ("plan_due_on" IS date("plan_due_on")),
    CHECK (item <> '' AND title <> ''),
    FOREIGN KEY(owner) REFERENCES preset_checks ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE preset_check_item_attachments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    CHECK (item <> ''),
    FOREIGN KEY(owner) REFERENCES preset_checks ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE elections (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    kind VARCHAR(11) NOT NULL,
    term_number INTEGER,
    seats INTEGER,
    applied_on DATE,
    replied_on DATE,
    nominated_on DATE,
    proposed_on DATE,
    approved_on DATE,
    held_on DATE,
    offices_on DATE,
    reported_on DATE,
    confirmed_on DATE,
    ended_on DATE,
    session VARCHAR,
    due INTEGER,
    present INTEGER,
    issued INTEGER,
    returned INTEGER,
    valid INTEGER,
    document VARCHAR,
    note VARCHAR,
    CHECK ("id" <> ''),
    CHECK ("kind" IN ('founding', 'term', 'by-election')),
    CHECK ("term_number" IS NULL OR typeof("term_number") IN ('integer') AND "term_number" BETWEEN 1 AND 200),
    CHECK ("seats" IS NULL OR typeof("seats") IN ('integer') AND "seats" BETWEEN 0 AND 100000),
    CHECK ("applied_on" IS date("applied_on")),
    CHECK ("replied_on" IS date("replied_on")),
    CHECK ("nominated_on" IS date("nominated_on")),
    CHECK ("proposed_on" IS date("proposed_on")),
    CHECK ("approved_on" IS date("approved_on")),
    CHECK ("held_on" IS date("held_on")),
    CHECK ("offices_on" IS date("offices_on")),
    CHECK ("reported_on" IS date("reported_on")),
    CHECK ("confirmed_on" IS date("confirmed_on")),
    CHECK ("ended_on" IS date("ended_on")),
    CHECK ("session" <> ''),
    CHECK ("due" IS NULL OR typeof("due") IN ('integer') AND "due" BETWEEN 0 AND 100000),
    CHECK ("present" IS NULL OR typeof("present") IN ('integer') AND "present" BETWEEN 0 AND 100000),
    CHECK ("issued" IS NULL OR typeof("issued") IN ('integer') AND "issued" BETWEEN 0 AND 100000),
    CHECK ("returned" IS NULL OR typeof("returned") IN ('integer') AND "returned" BETWEEN 0 AND 100000),
    CHECK ("valid" IS NULL OR typeof("valid") IN ('integer') AND "valid" BETWEEN 0 AND 100000),
    UNIQUE (id),
    FOREIGN KEY(session) REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE election_candidates (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    in_favour INTEGER,
    against INTEGER,
    abstain INTEGER,
    elected BOOLEAN NOT NULL,
    role VARCHAR(16),
    PRIMARY KEY (owner, place),
    CHECK ("person" <> ''),
    CHECK ("in_favour" IS NULL OR typeof("in_favour") IN ('integer') AND "in_favour" BETWEEN 0 AND 100000),
    CHECK ("against" IS NULL OR typeof("against") IN ('integer') AND "against" BETWEEN 0 AND 100000),
    CHECK ("abstain" IS NULL OR typeof("abstain") IN ('integer') AND "abstain" BETWEEN 0 AND 100000),
    CHECK ("elected" IN (0, 1)),
    CHECK ("role" IN ('secretary', 'deputy-secretary', 'organization', 'publicity', 'discipline', 'committee-member')),
    FOREIGN KEY(owner) REFERENCES elections ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE election_attachments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    FOREIGN KEY(owner) REFERENCES elections ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE contacts (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    kind VARCHAR(17) NOT NULL,
    name VARCHAR NOT NULL,
    person VARCHAR,
    unit VARCHAR,
    position VARCHAR,
    phone VARCHAR,
    since DATE,
    until DATE,
    note VARCHAR,
    CHECK ("id" <> ''),
    CHECK ("kind" IN ('secretary', 'reserve-secretary', 'instructor', 'friend', 'party-worker')),
    CHECK ("name" <> ''),
    CHECK ("person" <> ''),
    CHECK ("since" IS date("since")),
    CHECK ("until" IS date("until")),
    UNIQUE (id),
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE contact_trainings (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    held_on DATE NOT NULL,
    organizer VARCHAR,
    hours FLOAT,
    PRIMARY KEY (owner, place),
    CHECK ("name" <> ''),
    CHECK ("held_on" IS date("held_on")),
    CHECK ("hours" IS NULL OR typeof("hours") IN ('integer', 'real') AND "hours" BETWEEN 0 AND 1000),
    FOREIGN KEY(owner) REFERENCES contacts ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

ALTER TABLE branch ADD COLUMN activity_type BOOLEAN DEFAULT 0 NOT NULL CHECK (activity_type IN (0, 1))

ALTER TABLE people ADD COLUMN joined_from VARCHAR

ALTER TABLE people ADD COLUMN left_decision VARCHAR

CREATE INDEX session_actions_by_due ON session_actions (due_on)
