-- What teachers say of a measure in a lesson, and since when it fails. Who is in a group is asked for every view of a class.
CREATE INDEX person_group_group ON person_group (tenant_id, group_id, begins, ends, person_id);

-- Never changed: the last one of a lesson counts. A lesson is a group, who taught it, and the day.
CREATE TABLE lesson_mark (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,            -- of the measure in the version
    number BIGINT NOT NULL,              -- 1 for the first mark of a measure
    group_id UUID NOT NULL,
    account_id UUID NOT NULL,
    day DATE NOT NULL,
    mark TEXT NOT NULL,                  -- register::lesson::Mark
    marked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant_id, file_id, version_id, position, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
CREATE INDEX lesson_mark_lesson ON lesson_mark (tenant_id, group_id, account_id, day);

-- A coach looked into a measure that failed: what was said before counts no longer.
CREATE TABLE lesson_looked (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,              -- 1 for the first time
    looked_at TIMESTAMPTZ NOT NULL,
    looked_on DATE NOT NULL,
    looked_by UUID NOT NULL,
    PRIMARY KEY (tenant_id, file_id, version_id, position, number),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);

-- How each measure went since then, as register::lesson::tally says it: written with every mark.
CREATE TABLE lesson_tally (
    tenant_id UUID NOT NULL,
    file_id UUID NOT NULL,
    version_id UUID NOT NULL,
    position BIGINT NOT NULL,
    worked BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    last_on DATE,
    failing_since DATE,
    PRIMARY KEY (tenant_id, file_id, version_id, position),
    FOREIGN KEY (tenant_id, file_id) REFERENCES support_file (tenant_id, file_id)
);
