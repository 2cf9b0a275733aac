-- A partner without a mail address is asked on paper: in a letter stand the link and a code that lives as long as the letter does.

ALTER TABLE handoff ADD COLUMN letter TEXT;          -- register::handoff::Letter; absent: they have a mail address
-- From when somebody asks how it stands, of whom nothing was heard; absent: it is over, it goes on, or it was sent before this was kept.
ALTER TABLE handoff ADD COLUMN silent_on DATE;
ALTER TABLE share_code ADD COLUMN letter BOOLEAN;    -- it stands in a letter, and opens more than once
