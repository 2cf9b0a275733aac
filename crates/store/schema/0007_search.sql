-- Finding somebody by any beginnings, in any order: each word that was typed is looked up among the keys of a person.
-- What a key is changed with it: all of them are made anew by `search_key::renew`, which runs after this.
DROP INDEX search_key_person;

CREATE INDEX search_key_person ON search_key (tenant_id, person_id, search_key);
