-- The card of a student: what helps, in their own words, and which agreed measures stand on it. There is one, and it is written
-- over: what the student took off it is not kept.
CREATE TABLE card (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- rises with every save: a form carries it
    words BYTEA,                         -- sealed
    written_at TIMESTAMPTZ NOT NULL,
    written_on DATE NOT NULL,
    written_by UUID NOT NULL,            -- from which account
    PRIMARY KEY (tenant_id, file_id),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

CREATE TABLE card_measure (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,            -- of the measure in that version, from 0
    PRIMARY KEY (tenant_id, file_id, version_id, position),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- Links that show it. The secret of a link stands nowhere: it is computed from the key file when the student shows it.
CREATE TABLE card_link (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    link_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    key_name TEXT NOT NULL,              -- of the master key that its secret comes from
    term TEXT NOT NULL,                  -- register::card::Term
    made_at TIMESTAMPTZ NOT NULL,
    made_on DATE NOT NULL,
    made_by UUID NOT NULL,               -- from which account
    ends_at TIMESTAMPTZ NOT NULL,        -- from then on it shows nothing
    ended_at TIMESTAMPTZ,
    ended_on DATE,
    ended_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE UNIQUE INDEX card_link_token ON card_link (token_hash);
CREATE UNIQUE INDEX card_link_one ON card_link (tenant_id, link_id);

-- When a link was opened: by whom only where somebody was signed in.
CREATE TABLE card_look (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- of the link
    place BIGINT NOT NULL,               -- 1 for the first time that it was opened
    looked_at TIMESTAMPTZ NOT NULL,
    looked_on DATE NOT NULL,
    looked_by UUID,                      -- absent: nobody was signed in
    PRIMARY KEY (tenant_id, file_id, number, place),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
