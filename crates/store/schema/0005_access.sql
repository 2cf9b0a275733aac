-- A role that is ended at once reaches nothing from that moment, although `ends` names the whole day as its last.
ALTER TABLE membership ADD COLUMN ended_at TIMESTAMPTZ;

-- What each limit of signing in has counted. Leaks away by itself; holds no address or name in clear.
DROP TABLE throttle;

CREATE TABLE throttle (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    failed_at BIGINT NOT NULL            -- seconds since 1970
);
CREATE INDEX throttle_time ON throttle (failed_at);

CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_membership ON session (tenant_id, membership_id);
