-- The level of a programme is read from enrolments in it, where its code alone does not say it.
CREATE INDEX enrolment_period_crebo ON enrolment_period (tenant_id, crebo, begins, level);
