-- Absence without a valid reason, and what happened since. Why somebody was away is not kept.

CREATE TABLE absence (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    since_on DATE NOT NULL,
    qualified BOOLEAN NOT NULL,          -- a diploma of havo, vwo, or mbo level 2 or higher
    noted_at TIMESTAMPTZ NOT NULL,
    noted_on DATE NOT NULL,
    noted_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

CREATE TABLE absence_turn (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the absence
    place BIGINT NOT NULL,
    event TEXT NOT NULL,                 -- register::absence::Event
    on_day DATE NOT NULL,
    turned_at TIMESTAMPTZ NOT NULL,
    turned_on DATE NOT NULL,
    turned_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES absence (tenant_id, file_id, number)
);
