-- An import is carried out in many transactions: a run says whether it was finished. Those of before were one transaction.
ALTER TABLE import_run ADD COLUMN state TEXT NOT NULL DEFAULT 'done'; -- unfinished, done, overtaken by a later file
ALTER TABLE import_run ADD COLUMN finished_at TIMESTAMPTZ;
