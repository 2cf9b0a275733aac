-- Answers to a concern after the first, which stands with the concern itself: each corrects the one before, and all stay.

CREATE TABLE concern_correction (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the concern
    place BIGINT NOT NULL,               -- 1 for the first correction
    status TEXT NOT NULL,                -- right, not_right
    corrected_at TIMESTAMPTZ NOT NULL,
    corrected_on DATE NOT NULL,
    corrected_by UUID NOT NULL,
    answer BYTEA,                        -- sealed
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id, number) REFERENCES concern (tenant_id, file_id, number)
);
