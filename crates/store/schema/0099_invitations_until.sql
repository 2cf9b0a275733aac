-- The last day of the role that an invitation gives; absent: it goes on.
ALTER TABLE invitation ADD COLUMN ends DATE;
