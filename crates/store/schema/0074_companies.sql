-- Companies where students learn, as a file of the outside world said it, and for which programmes they are recognised. A list of each
-- school: nobody owns one for all of them (docs/decisions/0034-workplace.md).

CREATE TABLE company (
    tenant_id UUID NOT NULL REFERENCES tenant (tenant_id),
    company_code TEXT NOT NULL,          -- register::company::CompanyId, as placement.company_code
    name TEXT NOT NULL,
    street TEXT,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    guidance TEXT NOT NULL,              -- register::company::Known
    accessible TEXT NOT NULL,            -- register::company::Known
    experience TEXT NOT NULL,            -- register::company::Known
    places BIGINT,
    source TEXT NOT NULL,
    read_by TEXT NOT NULL,               -- an account, or: command
    read_on DATE NOT NULL,               -- since when it stands here so
    PRIMARY KEY (tenant_id, company_code)
);

CREATE TABLE company_recognition (
    tenant_id UUID NOT NULL,
    company_code TEXT NOT NULL,
    crebo TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE,                           -- inclusive
    area TEXT NOT NULL,                  -- of the company: the first two digits of its postcode
    withdrawn_on DATE,                   -- since when a whole file names the company and not this
    PRIMARY KEY (tenant_id, company_code, crebo, begins),
    FOREIGN KEY (tenant_id, company_code) REFERENCES company (tenant_id, company_code)
);
CREATE INDEX company_recognition_near ON company_recognition (tenant_id, crebo, area, company_code);
