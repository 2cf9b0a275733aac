-- What is kept an eye on, where nothing has to be agreed. Nobody answers it; somebody looks again on a day.
CREATE TABLE point (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    words BYTEA NOT NULL,                -- sealed
    first_on DATE NOT NULL,              -- on which day somebody would look again, as it was noted
    look_on DATE,                        -- on which day they look again now; absent: it ended
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- Each look, and what came of it.
CREATE TABLE point_look (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the point
    look BIGINT NOT NULL,                -- 1 for the first
    look_on DATE,                        -- it stays until this day; absent: it ended
    outcome TEXT,                        -- register::point::Outcome; absent: it stays
    looked_at TIMESTAMPTZ NOT NULL,
    looked_on DATE NOT NULL,
    looked_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, look),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES point (tenant_id, file_id, number)
);
