-- Keeping: what a person types is sealed wherever it stands, a purge is a fact of its own, and a key is known by what
-- it is. Seals of before are renewed by `seal::renew`, which runs after this.

-- Which key each name stands for: another key of the same name has another digest.
CREATE TABLE master_key (
    name TEXT NOT NULL PRIMARY KEY,
    digest BYTEA NOT NULL
);

-- Which keys of which file were destroyed, so that an erased text is never taken for a damaged one, nor the reverse.
CREATE TABLE purge (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the key in file_key; a number never comes back
    purged_at TIMESTAMPTZ NOT NULL,
    account_id UUID,
    reason TEXT NOT NULL,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- What is done and by whom stands in clear only as far as it is the catalogue's own text; what was typed is sealed.
ALTER TABLE agreement_line RENAME TO agreement_line_0001;
CREATE TABLE agreement_line (
    tenant_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,
    measure_id UUID,
    kind TEXT NOT NULL,
    text TEXT,                           -- copied from the catalogue as it stood
    text_typed BYTEA,                    -- sealed; one of the two is there
    details BYTEA,                       -- sealed
    who TEXT,                            -- copied from the catalogue as it stood
    who_typed BYTEA,                     -- sealed; one of the two is there
    place TEXT NOT NULL,
    level TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,
    PRIMARY KEY (tenant_id, version_id, position),
    FOREIGN KEY (tenant_id, version_id) REFERENCES agreement_version (tenant_id, version_id)
);
INSERT INTO agreement_line (tenant_id, version_id, position, measure_id, kind, text, details, who, place, level, begins, ends)
    SELECT tenant_id, version_id, position, measure_id, kind, text, details, who, place, level, begins, ends FROM agreement_line_0001;
DROP TABLE agreement_line_0001;

-- Words of searches live half a day; those of before were sealed for less of their place.
DELETE FROM name_search;
