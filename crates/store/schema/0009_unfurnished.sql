-- What nothing reads goes: two tables for rooms that never came, and a token that forms do not use (`web` makes one from
-- the cookie of the session).
DROP TABLE job;
DROP TABLE blob;
ALTER TABLE session DROP COLUMN csrf;
