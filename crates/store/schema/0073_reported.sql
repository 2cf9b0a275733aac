-- A talk that is written down is an intake that was held: that of before this was so still says that the application was received.
-- What follows from it is computed anew when a list is asked for.
UPDATE support_file SET recheck_on = CAST('0001-01-01' AS DATE)
WHERE EXISTS (SELECT 1 FROM intake_talk t CROSS JOIN application a WHERE t.tenant_id = support_file.tenant_id
              AND t.file_id = support_file.file_id AND t.status = 'reported' AND a.tenant_id = t.tenant_id
              AND a.application_id = t.application_id AND a.status = 'received');
UPDATE application SET status = 'intake_held'
WHERE status = 'received' AND EXISTS (SELECT 1 FROM intake_talk t WHERE t.tenant_id = application.tenant_id
    AND t.application_id = application.application_id AND t.status = 'reported'
    AND NOT EXISTS (SELECT 1 FROM intake_talk n WHERE n.tenant_id = t.tenant_id AND n.file_id = t.file_id
                    AND n.application_id = t.application_id AND n.number > t.number));
