-- What a function lets its holder see of what its unit sees (innsyn etter funksjon): classes of information, dated.
-- SPDX-License-Identifier: EUPL-1.2
-- The newest row in force on a day counts. A function that is limited and has none sees the core alone.

CREATE TABLE function_sight (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,              -- of unit_function
    classes TEXT NOT NULL,           -- words of src/access/classes.def, one space between
    valid_from TEXT NOT NULL,        -- Oslo day, inclusive
    source TEXT NOT NULL,            -- who decided it; never a law
    made_at BIGINT,                  -- NULL: came with the program
    made_by BIGINT REFERENCES account (id),
    CHECK (classes LIKE 'core%')
);
CREATE INDEX function_sight_of_kind ON function_sight (kind, valid_from, id);

-- Daily follow-up, appointments, what the child says. Source: 01-product, roles.
INSERT INTO function_sight (id, kind, classes, valid_from, source)
    VALUES (1, 'care_staff', 'core plan voice', '2020-01-01', 'Helhet: oppgavene til miljøpersonale');
