-- Students of one coach who went to another: of which hand-over a row is, and whose student it was before. Who did it, and
-- when, stands in the event.
ALTER TABLE person_coach ADD COLUMN handover_id UUID;
ALTER TABLE person_coach ADD COLUMN handed_from TEXT;        -- the coach of before, as the student system names them
ALTER TABLE person_coach ADD COLUMN handed_account UUID;     -- and their account
CREATE INDEX person_coach_account ON person_coach (tenant_id, account_id);
CREATE INDEX person_coach_handed ON person_coach (tenant_id, handed_account);
CREATE INDEX person_coach_handover ON person_coach (tenant_id, handover_id);
