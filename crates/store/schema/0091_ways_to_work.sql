-- The document of the way to work goes to one person outside the school at a time, after a yes of the student for that one; and lists of
-- routes go by when somebody speaks next, and spoke last.

-- The student has yet to say yes: there is no link.
ALTER TABLE share ADD COLUMN waits BOOLEAN NOT NULL DEFAULT FALSE;
-- Of which route of the file the document is; absent: it is shared for something else.
ALTER TABLE share ADD COLUMN route BIGINT;

-- The first planned contact of which nobody noted what came of it; what was noted says this as well.
ALTER TABLE transition ADD COLUMN contact_on DATE;
-- The first day by which a step is to be done that nobody closed.
ALTER TABLE transition ADD COLUMN step_on DATE;
-- When they spoke last.
ALTER TABLE transition ADD COLUMN met_on DATE;

UPDATE transition SET contact_on = (SELECT MIN(e.on_day) FROM transition_entry e WHERE e.tenant_id = transition.tenant_id
    AND e.file_id = transition.file_id AND e.number = transition.number AND e.kind = 'plan'
    AND NOT EXISTS (SELECT 1 FROM transition_entry c WHERE c.tenant_id = e.tenant_id AND c.file_id = e.file_id AND c.number = e.number
    AND c.about = e.place AND (c.kind = 'mistaken' OR c.kind = 'contact' AND NOT EXISTS (SELECT 1 FROM transition_entry m
    WHERE m.tenant_id = c.tenant_id AND m.file_id = c.file_id AND m.number = c.number AND m.kind = 'mistaken' AND m.about = c.place))));
UPDATE transition SET step_on = (SELECT MIN(e.on_day) FROM transition_entry e WHERE e.tenant_id = transition.tenant_id
    AND e.file_id = transition.file_id AND e.number = transition.number AND e.kind = 'step'
    AND NOT EXISTS (SELECT 1 FROM transition_entry c WHERE c.tenant_id = e.tenant_id AND c.file_id = e.file_id AND c.number = e.number
    AND c.about = e.place AND (c.kind = 'mistaken' OR c.kind = 'close' AND NOT EXISTS (SELECT 1 FROM transition_entry m
    WHERE m.tenant_id = c.tenant_id AND m.file_id = c.file_id AND m.number = c.number AND m.kind = 'mistaken' AND m.about = c.place))));
UPDATE transition SET met_on = (SELECT MAX(e.on_day) FROM transition_entry e WHERE e.tenant_id = transition.tenant_id
    AND e.file_id = transition.file_id AND e.number = transition.number AND e.kind = 'contact' AND e.code = 'held'
    AND NOT EXISTS (SELECT 1 FROM transition_entry m WHERE m.tenant_id = e.tenant_id AND m.file_id = e.file_id AND m.number = e.number
    AND m.kind = 'mistaken' AND m.about = e.place));
