-- Which mails were laid down at a moment: of one that did not arrive it is asked who else was told then.
CREATE INDEX outbox_made ON outbox (tenant_id, made_at);
