-- How an application ends: the school enrols, says no on a ground of the law, or the applicant chooses otherwise. What was decided
-- is never changed: it is taken back, or a next one corrects it.

CREATE TABLE admission (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    admission_id UUID NOT NULL,
    application_id UUID NOT NULL,
    kind TEXT NOT NULL,                  -- register::admission::Kind
    rests_on TEXT,                       -- register::admission::Ground, or Choice
    reason BYTEA NOT NULL,               -- sealed
    offer BYTEA,                         -- sealed: the other programme that was offered
    was TEXT NOT NULL,                   -- register::application::Status: where the application stood
    decided_by UUID NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    decided_on DATE NOT NULL,
    status TEXT NOT NULL,                -- register::admission::Status
    told TEXT,                           -- register::intake::talk::Means
    told_at TIMESTAMPTZ,
    told_on DATE,
    told_by UUID,
    parents BOOLEAN NOT NULL,            -- the parents were told as well
    why BYTEA,                           -- sealed: why it was taken back or corrected
    turned_at TIMESTAMPTZ,
    turned_on DATE,
    turned_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, application_id)
);
CREATE UNIQUE INDEX admission_id ON admission (tenant_id, admission_id);

-- Where somebody went whom the school refused, the last one holds.
CREATE TABLE admission_onward (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the admission
    place BIGINT NOT NULL,
    goes_to TEXT NOT NULL,               -- register::admission::Where
    declined BOOLEAN NOT NULL,           -- they want no guidance
    words BYTEA,                         -- sealed
    noted_by UUID NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES admission (tenant_id, file_id, number)
);

-- What the previous school hands over of somebody who applied: with a yes, read by them, and looked at before it is in the file.
CREATE TABLE transfer (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    transfer_id UUID NOT NULL,
    application_id UUID NOT NULL,
    school BYTEA NOT NULL,               -- sealed: which school, and who there
    consent TEXT NOT NULL,               -- register::meeting::Consenter: whose yes
    given_on DATE NOT NULL,
    asked_by UUID NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_on DATE NOT NULL,
    status TEXT NOT NULL,                -- register::transfer::Status
    status_on DATE NOT NULL,             -- since when
    helped BYTEA,                        -- sealed
    not_helped BYTEA,                    -- sealed
    needed BYTEA,                        -- sealed
    typed_by UUID,
    typed_at TIMESTAMPTZ,
    typed_on DATE,
    seen_on DATE,                        -- the applicant read it
    is_right BOOLEAN,                    -- it is right, they say
    said BYTEA,                          -- sealed: what they say of it
    seen_by UUID,
    seen_at TIMESTAMPTZ,
    seen_noted_on DATE,
    why BYTEA,                           -- sealed: why it ended so
    ended_by UUID,
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, application_id)
);
CREATE UNIQUE INDEX transfer_id ON transfer (tenant_id, transfer_id);
