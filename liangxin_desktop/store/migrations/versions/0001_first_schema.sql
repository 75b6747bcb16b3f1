CREATE TABLE branch (
    "key" INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    superior VARCHAR NOT NULL,
    unit_name VARCHAR NOT NULL,
    unit_kind VARCHAR(21),
    formation VARCHAR(14),
    affiliation VARCHAR(8),
    established_on DATE,
    committee_elected_on DATE,
    term_years INTEGER NOT NULL,
    theme_day INTEGER,
    PRIMARY KEY ("key"),
    CHECK ("name" <> ''),
    CHECK ("unit_kind" IN ('non-public-enterprise', 'social-organization', 'mixed')),
    CHECK ("formation" IN ('single', 'regional-joint', 'industry-joint')),
    CHECK ("affiliation" IN ('capital', 'line', 'block', 'industry')),
    CHECK ("established_on" IS date("established_on")),
    CHECK ("committee_elected_on" IS date("committee_elected_on")),
    CHECK ("term_years" IS NULL OR typeof("term_years") IN ('integer') AND "term_years" BETWEEN 1 AND 5),
    CHECK ("theme_day" IS NULL OR typeof("theme_day") IN ('integer') AND "theme_day" BETWEEN 1 AND 31),
    CHECK (key = 1)
)

CREATE TABLE branch_quotas (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    year VARCHAR NOT NULL,
    admissions INTEGER NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (year GLOB '[0-9][0-9][0-9][0-9]'),
    CHECK (admissions BETWEEN 0 AND 1000),
    FOREIGN KEY(owner) REFERENCES branch ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE groups (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    leader VARCHAR,
    CHECK ("id" <> ''),
    CHECK ("name" <> ''),
    CHECK ("leader" <> ''),
    UNIQUE (id),
    FOREIGN KEY(leader) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE people (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    sex VARCHAR(6),
    birth_date DATE,
    id_number VARCHAR,
    ethnicity VARCHAR,
    education VARCHAR,
    phone VARCHAR,
    unit VARCHAR,
    position VARCHAR,
    "group" VARCHAR,
    role VARCHAR(16),
    stage VARCHAR(12) NOT NULL,
    admitted_on DATE,
    joined_on DATE,
    full_on DATE,
    votes BOOLEAN NOT NULL,
    left_on DATE,
    left_reason VARCHAR,
    CHECK ("id" <> ''),
    CHECK ("name" <> ''),
    CHECK ("sex" IN ('male', 'female')),
    CHECK ("birth_date" IS date("birth_date")),
    CHECK ("group" <> ''),
    CHECK ("role" IN ('secretary', 'deputy-secretary', 'organization', 'publicity', 'discipline', 'committee-member')),
    CHECK ("stage" IN ('applicant', 'activist', 'target', 'probationary', 'full')),
    CHECK ("admitted_on" IS date("admitted_on")),
    CHECK ("joined_on" IS date("joined_on")),
    CHECK ("full_on" IS date("full_on")),
    CHECK ("votes" IN (0, 1)),
    CHECK ("left_on" IS date("left_on")),
    CHECK (full_on >= admitted_on),
    CHECK (admitted_on >= birth_date),
    UNIQUE (id),
    FOREIGN KEY("group") REFERENCES groups (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE sessions (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    kind VARCHAR(27) NOT NULL,
    status VARCHAR(5) NOT NULL,
    "group" VARCHAR,
    for_year INTEGER,
    starts_at VARCHAR(16) NOT NULL,
    ends_at VARCHAR(16),
    place VARCHAR,
    host VARCHAR,
    recorder VARCHAR,
    topic VARCHAR,
    discussion VARCHAR,
    consensus VARCHAR,
    guests VARCHAR,
    hours FLOAT,
    entered_at VARCHAR(16),
    CHECK ("id" <> ''),
    CHECK ("kind" IN ('member-meeting', 'committee-meeting', 'group-meeting', 'lecture', 'theme-day', 'organizational-life-meeting', 'democratic-review', 'heart-talk', 'other')),
    CHECK ("status" IN ('draft', 'final')),
    CHECK ("group" <> ''),
    CHECK ("for_year" IS NULL OR typeof("for_year") IN ('integer') AND "for_year" BETWEEN 1921 AND 9999),
    CHECK ("starts_at" IS strftime('%Y-%m-%dT%H:%M', "starts_at")),
    CHECK ("ends_at" IS strftime('%Y-%m-%dT%H:%M', "ends_at")),
    CHECK ("host" <> ''),
    CHECK ("recorder" <> ''),
    CHECK ("hours" IS NULL OR typeof("hours") IN ('integer', 'real') AND "hours" BETWEEN 0 AND 1000),
    CHECK ("entered_at" IS strftime('%Y-%m-%dT%H:%M', "entered_at")),
    CHECK (ends_at >= starts_at),
    CHECK ("group" IS NULL OR kind = 'group-meeting'),
    UNIQUE (id),
    FOREIGN KEY("group") REFERENCES groups (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(host) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(recorder) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE session_present (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE session_leave (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    reason VARCHAR,
    PRIMARY KEY (owner, place),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE session_absent (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE session_actions (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    what VARCHAR NOT NULL,
    who VARCHAR,
    due_on DATE,
    done_on DATE,
    PRIMARY KEY (owner, place),
    CHECK ("due_on" IS date("due_on")),
    CHECK ("done_on" IS date("done_on")),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE session_amendments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    at VARCHAR(16) NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK ("at" IS strftime('%Y-%m-%dT%H:%M', "at")),
    CHECK ("reason" <> ''),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE recycled (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    deleted_at VARCHAR(16) NOT NULL,
    content VARCHAR NOT NULL,
    CHECK ("id" <> ''),
    CHECK ("deleted_at" IS strftime('%Y-%m-%dT%H:%M', "deleted_at")),
    CHECK (json_valid(content)),
    UNIQUE (id)
)

CREATE TABLE session_votes (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    matter VARCHAR NOT NULL,
    person VARCHAR,
    secret BOOLEAN NOT NULL,
    due INTEGER,
    present INTEGER,
    in_favour INTEGER NOT NULL,
    against INTEGER NOT NULL,
    abstain INTEGER NOT NULL,
    invalid INTEGER NOT NULL,
    written_for INTEGER NOT NULL,
    passed BOOLEAN NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK ("person" <> ''),
    CHECK ("secret" IN (0, 1)),
    CHECK ("due" IS NULL OR typeof("due") IN ('integer') AND "due" BETWEEN 0 AND 100000),
    CHECK ("present" IS NULL OR typeof("present") IN ('integer') AND "present" BETWEEN 0 AND 100000),
    CHECK ("in_favour" IS NULL OR typeof("in_favour") IN ('integer') AND "in_favour" BETWEEN 0 AND 100000),
    CHECK ("against" IS NULL OR typeof("against") IN ('integer') AND "against" BETWEEN 0 AND 100000),
    CHECK ("abstain" IS NULL OR typeof("abstain") IN ('integer') AND "abstain" BETWEEN 0 AND 100000),
    CHECK ("invalid" IS NULL OR typeof("invalid") IN ('integer') AND "invalid" BETWEEN 0 AND 100000),
    CHECK ("written_for" IS NULL OR typeof("written_for") IN ('integer') AND "written_for" BETWEEN 0 AND 100000),
    CHECK ("passed" IN (0, 1)),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE session_tags (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    tag VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE session_attachments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    FOREIGN KEY(owner) REFERENCES sessions ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE development (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person VARCHAR NOT NULL,
    step INTEGER NOT NULL,
    done_on DATE,
    note VARCHAR,
    details VARCHAR NOT NULL,
    CHECK ("person" <> ''),
    CHECK ("step" IS NULL OR typeof("step") IN ('integer') AND "step" BETWEEN 1 AND 25),
    CHECK ("done_on" IS date("done_on")),
    CHECK (json_valid(details)),
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE development_people (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (part IN ('cultivators', 'sponsors')),
    FOREIGN KEY(owner) REFERENCES development ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE development_attachments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    FOREIGN KEY(owner) REFERENCES development ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE assessments (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person VARCHAR NOT NULL,
    kind VARCHAR(12) NOT NULL,
    done_on DATE NOT NULL,
    summary VARCHAR,
    CHECK ("person" <> ''),
    CHECK ("kind" IN ('activist', 'probationary')),
    CHECK ("done_on" IS date("done_on")),
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE assessment_by (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    FOREIGN KEY(owner) REFERENCES assessments ("key") ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE room_checks (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    checked_on DATE NOT NULL,
    CHECK (checked_on IS date(checked_on))
)

CREATE TABLE room_items (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    status VARCHAR(6) NOT NULL,
    description VARCHAR,
    evidence_on DATE,
    gap VARCHAR,
    "plan" VARCHAR,
    plan_owner VARCHAR,
    plan_due_on DATE,
    item VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK ("status" IN ('met', 'partly', 'unmet')),
    CHECK ("evidence_on" IS date("evidence_on")),
    CHECK ("plan_due_on" IS date("plan_due_on")),
    CHECK (item IN ('room', 'gallery', 'website', 'journal', 'film', 'materials')),
    FOREIGN KEY(owner) REFERENCES room_checks ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE room_item_attachments (
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    PRIMARY KEY (owner, place),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    CHECK (item IN ('room', 'gallery', 'website', 'journal', 'film', 'materials')),
    FOREIGN KEY(owner) REFERENCES room_checks ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

CREATE TABLE units (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    employees INTEGER NOT NULL,
    members INTEGER NOT NULL,
    has_organization BOOLEAN NOT NULL,
    above_scale BOOLEAN NOT NULL,
    key_industry BOOLEAN NOT NULL,
    CHECK ("name" <> ''),
    CHECK ("employees" IS NULL OR typeof("employees") IN ('integer') AND "employees" BETWEEN 0 AND 100000),
    CHECK ("members" IS NULL OR typeof("members") IN ('integer') AND "members" BETWEEN 0 AND 100000),
    CHECK ("has_organization" IN (0, 1)),
    CHECK ("above_scale" IN (0, 1)),
    CHECK ("key_industry" IN (0, 1))
)

CREATE TABLE overrides (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    subject VARCHAR,
    period VARCHAR,
    reason VARCHAR NOT NULL,
    "by" VARCHAR,
    at VARCHAR(16),
    CHECK ("subject" <> ''),
    CHECK ("reason" <> ''),
    CHECK ("at" IS strftime('%Y-%m-%dT%H:%M', "at"))
)

CREATE TABLE returns (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number VARCHAR NOT NULL,
    kind VARCHAR(11) NOT NULL,
    period VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    revises VARCHAR,
    reason VARCHAR,
    sha256 VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    signed_at VARCHAR(16) NOT NULL,
    compiled_on DATE NOT NULL,
    status VARCHAR(9) NOT NULL,
    delivered_by VARCHAR,
    CHECK ("number" <> ''),
    CHECK ("kind" IN ('life', 'development', 'room', 'annual', 'receipt')),
    CHECK ("revision" IS NULL OR typeof("revision") IN ('integer') AND "revision" BETWEEN 0 AND 999),
    CHECK (length("sha256") = 64 AND "sha256" NOT GLOB '*[^0-9a-f]*'),
    CHECK (length("file_sha256") = 64 AND "file_sha256" NOT GLOB '*[^0-9a-f]*'),
    CHECK ("signed_at" IS strftime('%Y-%m-%dT%H:%M', "signed_at")),
    CHECK ("compiled_on" IS date("compiled_on")),
    CHECK ("status" IN ('signed', 'delivered', 'receipted')),
    UNIQUE (number),
    FOREIGN KEY(revises) REFERENCES returns (number) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE identities (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    fingerprint VARCHAR NOT NULL,
    certificate BLOB NOT NULL,
    private_key BLOB NOT NULL,
    created_at VARCHAR(16) NOT NULL,
    predecessor VARCHAR,
    chain VARCHAR NOT NULL,
    CHECK (length("fingerprint") = 64 AND "fingerprint" NOT GLOB '*[^0-9a-f]*'),
    CHECK ("created_at" IS strftime('%Y-%m-%dT%H:%M', "created_at")),
    CHECK (length("predecessor") = 64 AND "predecessor" NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (fingerprint)
)

CREATE TABLE trusted (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    fingerprint VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    certificate BLOB NOT NULL,
    CHECK (length("fingerprint") = 64 AND "fingerprint" NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (fingerprint)
)

CREATE TABLE settings (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name),
    CHECK (json_valid(value))
)
 WITHOUT ROWID

CREATE TABLE audit (
    seq INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    noun VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR,
    previous VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (seq),
    CHECK (seq > 0),
    CHECK (length(previous) = 64 AND length(sha256) = 64)
)

CREATE INDEX sessions_by_start ON sessions (starts_at)

CREATE INDEX development_by_person ON development (person)

CREATE INDEX assessments_by_person ON assessments (person)

CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is final');
END

CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is final');
END
