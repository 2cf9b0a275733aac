-- The house. Written once for both databases: `ddl.rs` translates the type words for SQLite.
-- tenant_id leads every primary key, unique index and foreign key of tenant data, so that a distributed
-- PostgreSQL can shard on it. Moments that the law compares are stored twice: the instant and its Dutch civil date.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE tenant (
    tenant_id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,                  -- school, research, platform
    code TEXT NOT NULL UNIQUE,           -- BRIN for a school
    name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- Accounts are global: one person may work at two schools.
CREATE TABLE account (
    account_id UUID NOT NULL PRIMARY KEY,
    email_key TEXT NOT NULL UNIQUE,      -- lower case, compared bytewise
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT,                  -- argon2id; absent: cannot sign in with a password
    created_at TIMESTAMPTZ NOT NULL,
    disabled_at TIMESTAMPTZ
);

CREATE TABLE session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (account_id),
    tenant_id UUID,
    membership_id UUID,
    csrf TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_ends ON session (ends_at);

-- Counts attempts per hashed key and window; holds no address or name in clear.
CREATE TABLE throttle (
    key_hash BYTEA NOT NULL,
    window_start BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    PRIMARY KEY (key_hash, window_start)
);

CREATE TABLE team (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    team_id UUID NOT NULL,
    name TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, team_id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE lesson_group (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    group_id UUID NOT NULL,
    name TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, group_id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE import_run (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    import_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- ro, students
    sha256 BYTEA NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL,
    imported_by TEXT NOT NULL,
    period_begins DATE,
    period_ends DATE,
    report TEXT NOT NULL,                -- JSON of counts and warnings, nothing personal
    PRIMARY KEY (tenant_id, import_id)
);
CREATE INDEX import_run_time ON import_run (tenant_id, imported_at);

CREATE TABLE import_mapping (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    kind TEXT NOT NULL,
    mapping TEXT NOT NULL,               -- JSON: field -> column heading
    PRIMARY KEY (tenant_id, kind)
);

CREATE TABLE person (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    person_id UUID NOT NULL,
    given_names TEXT,
    initials TEXT,
    call_name TEXT,
    infix TEXT,                          -- tussenvoegsel
    family_name TEXT,                    -- absent: DUO's RO holds no names
    birth_year BIGINT,
    birth_month BIGINT,                  -- 0: unknown
    birth_day BIGINT,                    -- 0: unknown
    email TEXT,
    municipality TEXT,
    student_number TEXT,
    sort_key TEXT COLLATE "C" NOT NULL,
    import_id UUID NOT NULL,
    names_import_id UUID,
    PRIMARY KEY (tenant_id, person_id),
    FOREIGN KEY (tenant_id, import_id) REFERENCES import_run (tenant_id, import_id)
);

CREATE TABLE identifier (
    tenant_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- student_number, bsn, onr, masked_bsn, masked_onr
    key_id TEXT NOT NULL,                -- '' where the value is in clear
    value BYTEA NOT NULL,                -- person numbers only as keyed hash
    person_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, kind, key_id, value),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);
CREATE INDEX identifier_person ON identifier (tenant_id, person_id);

CREATE TABLE search_key (
    tenant_id UUID NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    person_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, search_key, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);
CREATE INDEX search_key_person ON search_key (tenant_id, person_id);

CREATE TABLE guardian (
    tenant_id UUID NOT NULL,
    guardian_id UUID NOT NULL,
    person_id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    authority BOOLEAN NOT NULL,
    granted_on DATE,                     -- the student, 16 or over, lets this guardian see the measures
    grant_ended_on DATE,
    begins DATE NOT NULL,
    ends DATE,
    import_id UUID,
    PRIMARY KEY (tenant_id, guardian_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);
CREATE INDEX guardian_person ON guardian (tenant_id, person_id);

CREATE TABLE membership (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    membership_id UUID NOT NULL,
    account_id UUID NOT NULL REFERENCES account (account_id),
    role TEXT NOT NULL,
    scope TEXT NOT NULL,                 -- own, teams, school, person, guardian, none
    person_id UUID,                      -- a student's own person
    guardian_id UUID,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, membership_id)
);
CREATE INDEX membership_account ON membership (account_id);

CREATE TABLE membership_team (
    tenant_id UUID NOT NULL,
    membership_id UUID NOT NULL,
    team_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, membership_id, team_id),
    FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, membership_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
);

CREATE TABLE invitation (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    role TEXT NOT NULL,
    person_id UUID,
    guardian_id UUID,
    invited_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);

CREATE TABLE person_team (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    team_id UUID NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    import_id UUID,
    PRIMARY KEY (tenant_id, person_id, team_id, begins),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, team_id)
);

CREATE TABLE person_group (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    group_id UUID NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    import_id UUID,
    PRIMARY KEY (tenant_id, person_id, group_id, begins),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id),
    FOREIGN KEY (tenant_id, group_id) REFERENCES lesson_group (tenant_id, group_id)
);

CREATE TABLE person_coach (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    email_key TEXT NOT NULL,             -- the coach as the student system names them; the account may come later
    account_id UUID,
    begins DATE NOT NULL,
    ends DATE,
    import_id UUID,
    PRIMARY KEY (tenant_id, person_id, email_key, begins),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);
CREATE INDEX person_coach_email ON person_coach (tenant_id, email_key);

CREATE TABLE enrolment (
    tenant_id UUID NOT NULL,
    enrolment_id UUID NOT NULL,
    person_id UUID NOT NULL,
    number TEXT NOT NULL,                -- Inschrijvingvolgnummer, unique within the person
    begins DATE NOT NULL,
    planned_end DATE,
    ended DATE,
    leaving_reason TEXT,
    import_id UUID NOT NULL,
    withdrawn_by UUID,                   -- the import that no longer held it
    PRIMARY KEY (tenant_id, enrolment_id),
    UNIQUE (tenant_id, person_id, number),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);

CREATE TABLE enrolment_period (
    tenant_id UUID NOT NULL,
    enrolment_id UUID NOT NULL,
    begins DATE NOT NULL,
    crebo TEXT,
    pathway TEXT,                        -- leertraject
    level TEXT,
    fundable BOOLEAN,
    absence_location TEXT,               -- LocatiecodeVSV
    provider TEXT,
    location TEXT,
    route TEXT,
    route_phase TEXT,
    import_id UUID NOT NULL,
    withdrawn_by UUID,
    PRIMARY KEY (tenant_id, enrolment_id, begins),
    FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, enrolment_id)
);

CREATE TABLE support_period (
    tenant_id UUID NOT NULL,
    enrolment_id UUID NOT NULL,
    begins DATE NOT NULL,
    ends DATE,                           -- inclusive
    import_id UUID NOT NULL,
    withdrawn_by UUID,
    PRIMARY KEY (tenant_id, enrolment_id, begins),
    FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, enrolment_id)
);

CREATE TABLE placement (
    tenant_id UUID NOT NULL,
    enrolment_id UUID NOT NULL,
    sequence TEXT NOT NULL,              -- Volgnummer
    signed_on DATE,
    begins DATE NOT NULL,
    planned_end DATE,
    ended DATE,
    hours BIGINT,
    company_code TEXT,
    crebo TEXT,
    optional_part TEXT,
    import_id UUID NOT NULL,
    withdrawn_by UUID,
    PRIMARY KEY (tenant_id, enrolment_id, sequence),
    FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, enrolment_id)
);

CREATE TABLE application (
    tenant_id UUID NOT NULL,
    application_id UUID NOT NULL,
    person_id UUID NOT NULL,
    crebo TEXT NOT NULL,
    team_id UUID,
    applied_on DATE NOT NULL,
    starts_on DATE,
    status TEXT NOT NULL,
    enrolment_id UUID,
    import_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, application_id),
    UNIQUE (tenant_id, person_id, crebo, applied_on),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);

-- One per person and tenant. `version` rises with every save; `attention` is the date the work list sorts on.
CREATE TABLE support_file (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    person_id UUID NOT NULL,
    version BIGINT NOT NULL,
    recheck_on DATE,                     -- first day on which time alone changes what is due or who may see it
    PRIMARY KEY (tenant_id, file_id),
    UNIQUE (tenant_id, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);

CREATE INDEX support_file_recheck ON support_file (tenant_id, recheck_on);

-- A key per file seals its free text. Deleting the row purges the text for good, in every backup made after.
CREATE TABLE file_key (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    master_key_id TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- Who may see which file, and in what order lists show it: a projection of the facts, kept in the writing
-- transaction, so that row rights are an index range and never a filter afterwards.
CREATE TABLE file_scope (
    tenant_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- school, team, intake, intake_school, coach
    scope_id UUID NOT NULL,              -- the tenant, the team, the coach's account
    file_id UUID NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    attention TEXT COLLATE "C",          -- yyyy-mm-dd of the first duty, '9999-12-31' without term, absent: nothing due
    PRIMARY KEY (tenant_id, kind, scope_id, file_id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE INDEX file_scope_list ON file_scope (tenant_id, kind, scope_id, sort_key, file_id);
CREATE INDEX file_scope_work ON file_scope (tenant_id, kind, scope_id, attention, sort_key, file_id);
CREATE INDEX file_scope_file ON file_scope (tenant_id, file_id);

-- Counters kept in the writing transaction: a count over all files is never a page's query.
CREATE TABLE counter (
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    scope_id UUID NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name, scope_id)
);

-- The statutory facts, append-only: the highest number is what holds.
CREATE TABLE statutory (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    ground TEXT NOT NULL,
    extra_support BOOLEAN NOT NULL,
    declined_words BYTEA,                -- sealed
    declined_on DATE,
    assessed_at TIMESTAMPTZ NOT NULL,
    assessed_on DATE NOT NULL,
    account_id UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

CREATE TABLE need (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    words BYTEA NOT NULL,                -- sealed
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_on DATE NOT NULL,
    account_id UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

CREATE TABLE intake (
    tenant_id UUID NOT NULL,
    application_id UUID NOT NULL,
    number BIGINT NOT NULL,
    file_id UUID NOT NULL,
    held_on DATE NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    account_id UUID,
    PRIMARY KEY (tenant_id, application_id, number),
    FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, application_id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

CREATE TABLE measure (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    measure_id UUID NOT NULL,
    kind TEXT NOT NULL,
    text_nl TEXT NOT NULL,
    text_en TEXT NOT NULL,
    who TEXT NOT NULL,
    place TEXT NOT NULL,
    level TEXT NOT NULL,
    position BIGINT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, measure_id)
);

CREATE TABLE template (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    template_id UUID NOT NULL,
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, template_id)
);

CREATE TABLE template_measure (
    tenant_id UUID NOT NULL,
    template_id UUID NOT NULL,
    position BIGINT NOT NULL,
    measure_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, template_id, position),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, template_id),
    FOREIGN KEY (tenant_id, measure_id) REFERENCES measure (tenant_id, measure_id)
);

CREATE TABLE agreement (
    tenant_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    file_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, agreement_id),
    UNIQUE (tenant_id, file_id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- What was agreed is immutable: of a version only the status and its moment ever change.
CREATE TABLE agreement_version (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    number BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_at TIMESTAMPTZ NOT NULL,
    status_on DATE NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    proposed_on DATE NOT NULL,
    proposed_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id),
    UNIQUE (tenant_id, agreement_id, number),
    FOREIGN KEY (tenant_id, agreement_id) REFERENCES agreement (tenant_id, agreement_id)
);

-- What a version is for: an application, or one or more enrolments.
CREATE TABLE agreement_subject (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- application, enrolment
    subject_id UUID NOT NULL,
    PRIMARY KEY (tenant_id, version_id, kind, subject_id),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);

CREATE TABLE agreement_line (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,
    measure_id UUID,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,                  -- copied from the catalogue as it stood
    details BYTEA,                       -- sealed
    who TEXT NOT NULL,
    place TEXT NOT NULL,
    level TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, version_id, position),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);

CREATE TABLE agreement_answer (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    number BIGINT NOT NULL,
    answered_by TEXT NOT NULL,           -- student, guardian
    guardian_id UUID,
    account_id UUID,
    answer TEXT NOT NULL,
    words BYTEA,                         -- sealed
    channel TEXT NOT NULL,
    answered_at TIMESTAMPTZ NOT NULL,
    answered_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);

CREATE TABLE policy_setting (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    name TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    value TEXT NOT NULL,
    PRIMARY KEY (tenant_id, name, begins)
);

-- One hash chain per tenant. `payload` holds everything personal; what is chained is its salted digest, so that
-- retention can erase salt and payload and the chain still verifies.
CREATE TABLE audit_event (
    tenant_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    salt BYTEA,
    payload TEXT,
    digest BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

CREATE TABLE audit_subject (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, seq)
);
CREATE INDEX audit_subject_seq ON audit_subject (tenant_id, seq);

CREATE TABLE audit_head (
    tenant_id UUID NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

-- What was typed when a session ended: kept, sealed, for its owner only.
CREATE TABLE draft (
    account_id UUID NOT NULL,
    route TEXT NOT NULL,                 -- the page's path, which holds opaque ids only
    body BYTEA NOT NULL,                 -- sealed
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, route),
    FOREIGN KEY (account_id) REFERENCES account (account_id)
);

-- A name search leads to an opaque id, so that no name stands in an address.
CREATE TABLE name_search (
    tenant_id UUID NOT NULL,
    search_id UUID NOT NULL,
    membership_id UUID NOT NULL,
    words BYTEA NOT NULL,                -- sealed
    searched_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant_id, search_id)
);

-- Doors: laid now so that no wall moves later.
CREATE TABLE outbox (
    tenant_id UUID NOT NULL,
    message_id UUID NOT NULL,
    kind TEXT NOT NULL,
    recipient UUID NOT NULL,
    body BYTEA NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    PRIMARY KEY (tenant_id, message_id)
);

CREATE TABLE job (
    tenant_id UUID NOT NULL,
    job_id UUID NOT NULL,
    kind TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    leased_until TIMESTAMPTZ,
    attempts BIGINT NOT NULL,
    done_at TIMESTAMPTZ,
    PRIMARY KEY (tenant_id, job_id),
    UNIQUE (tenant_id, kind, idempotency_key)
);

CREATE TABLE blob (
    tenant_id UUID NOT NULL,
    sha256 BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, sha256)
);
