-- Looking back at a workplace that was written down by mistake: it is taken back, and its words are told nobody any more.
ALTER TABLE workplace_look ADD COLUMN taken_at TIMESTAMPTZ;
ALTER TABLE workplace_look ADD COLUMN taken_on DATE;
ALTER TABLE workplace_look ADD COLUMN taken_by UUID;
