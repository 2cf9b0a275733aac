-- What is offered no more while it is promised, and what a team asks to have in the next version.

-- What was offered and is not from a day (register::offer::withdrawn). Computed from the versions, in the transaction that writes those.
CREATE TABLE offer_withdrawn (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    number BIGINT NOT NULL,              -- the first to stop first
    measure_id UUID NOT NULL,
    offer_id UUID NOT NULL,              -- the version that offered it last
    place BIGINT NOT NULL,               -- the line of it
    team_id UUID,                        -- for this team only
    since DATE NOT NULL,                 -- the first day without it
    again DATE,                          -- the day from which it is offered again
    PRIMARY KEY (tenant_id, number)
);
CREATE INDEX offer_withdrawn_measure ON offer_withdrawn (tenant_id, measure_id);

-- What was stopped before this, as far as a mark or a last day says it: the next time that something of the offer is written, the rules
-- write all of it anew.
INSERT INTO offer_withdrawn (tenant_id, number, measure_id, offer_id, place, team_id, since)
SELECT l.tenant_id, ROW_NUMBER() OVER (PARTITION BY l.tenant_id ORDER BY m.noted_on, l.offer_id, l.place), l.measure_id, l.offer_id,
    l.place, l.team_id, m.noted_on
FROM offer_mark m JOIN offer_line l ON l.tenant_id = m.tenant_id AND l.offer_id = m.offer_id AND l.place = m.place
WHERE m.mark = 'stopped';

-- Who works with a student looked at the agreement, and the school goes on giving it to this student. That can be taken back.
CREATE TABLE promise_kept (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first of a file
    offer_id UUID NOT NULL,              -- the version that offered it last
    place BIGINT NOT NULL,               -- the line of it
    what TEXT NOT NULL,                  -- the words of the measure, as they were offered
    kept_at TIMESTAMPTZ NOT NULL,
    kept_on DATE NOT NULL,
    kept_by UUID NOT NULL,
    again_at TIMESTAMPTZ,                -- it is looked at again after all
    again_on DATE,
    again_by UUID,
    PRIMARY KEY (tenant_id, file_id, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
