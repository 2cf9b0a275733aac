-- Disproportionate burden (Wgbh/cz 2): which adjustment works and at what price, each time it was weighed, and who else looked.

CREATE TABLE burden (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    burden_id UUID NOT NULL,
    adjustment BYTEA NOT NULL,           -- sealed
    works TEXT NOT NULL,                 -- register::burden::Works
    evidence BYTEA NOT NULL,             -- sealed
    price BIGINT NOT NULL,               -- whole euros
    admitted BOOLEAN NOT NULL,           -- the student was enrolled when it came up
    asked_by UUID NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_on DATE NOT NULL,
    status TEXT NOT NULL,                -- register::burden::Status, after everything that happened: what lists filter by
    status_on DATE NOT NULL,             -- since when
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX burden_id ON burden (tenant_id, burden_id);
CREATE INDEX burden_list ON burden (tenant_id, status, status_on, burden_id);

CREATE TABLE burden_round (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the burden
    place BIGINT NOT NULL,
    outcome TEXT NOT NULL,               -- register::burden::Outcome
    reason BYTEA NOT NULL,               -- sealed
    weighed_at TIMESTAMPTZ NOT NULL,
    weighed_on DATE NOT NULL,
    weighed_by UUID NOT NULL,
    agrees BOOLEAN,                      -- what somebody else found
    second BYTEA,                        -- sealed
    second_at TIMESTAMPTZ,
    second_on DATE,
    second_by UUID,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES burden (tenant_id, file_id, number)
);

CREATE TABLE burden_finding (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    place BIGINT NOT NULL,               -- of the round
    element TEXT NOT NULL,               -- register::burden::Element
    heavy BOOLEAN NOT NULL,
    words BYTEA NOT NULL,                -- sealed
    PRIMARY KEY (tenant_id, file_id, number, place, element),
    FOREIGN KEY (tenant_id, file_id, number, place) REFERENCES burden_round (tenant_id, file_id, number, place)
);

CREATE TABLE burden_turn (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::burden::Event: revise or withdraw
    why BYTEA NOT NULL,                  -- sealed
    turned_at TIMESTAMPTZ NOT NULL,
    turned_on DATE NOT NULL,
    turned_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES burden (tenant_id, file_id, number)
);
