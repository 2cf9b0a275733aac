-- What was known of a date that the law counts from, until an import corrected it; and what was found by it until then. The
-- columns that a file corrects hold what is known now.

CREATE TABLE date_correction (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a person
    dated TEXT NOT NULL,                 -- register::correction::Dated
    subject_id UUID,                     -- the enrolment or application; absent: the person
    was TEXT,                            -- yyyy-mm-dd, 00 where a day or month is unknown; absent: nothing was known
    was_at TIMESTAMPTZ,                  -- the instant, where the hour was known
    became TEXT,
    became_at TIMESTAMPTZ,
    said_by UUID NOT NULL,               -- the import that last wrote it as it was
    import_id UUID NOT NULL,             -- the one that corrected it
    corrected_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, person_id, number),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);

CREATE TABLE date_correction_finding (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the first correction by that import
    place BIGINT NOT NULL,
    about TEXT NOT NULL,                 -- register::correction::About
    subject_kind TEXT NOT NULL,          -- application, enrolment
    subject_id UUID NOT NULL,
    state TEXT NOT NULL,                 -- register::law::State
    due_on DATE,
    done_on DATE,
    PRIMARY KEY (tenant_id, person_id, number, place),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, person_id)
);
