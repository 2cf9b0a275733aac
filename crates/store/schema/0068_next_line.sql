-- Who took somebody over reaches the file for as long as the referral lasts; and of whom a referral waits, the support team reads
-- what is asked. Files with such a referral are written anew when a list is asked for.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE)
WHERE EXISTS (SELECT 1 FROM referral w WHERE w.tenant_id = support_file.tenant_id AND w.file_id = support_file.file_id
              AND w.tier = 'second' AND w.status IN ('asked', 'waiting', 'accepted'));
