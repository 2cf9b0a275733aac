-- What the law asks of an application and the student system can say: when the school decided to enrol (WEB 8.1.3a(2) speaks of
-- the enrolment, not of the first day), and as what. Absent is not known, and never read as no.
ALTER TABLE application ADD COLUMN decided_on DATE;
ALTER TABLE application ADD COLUMN decided_at TIMESTAMPTZ;   -- the instant, where the hour is known
ALTER TABLE application ADD COLUMN participant TEXT;         -- register::law::Participant
