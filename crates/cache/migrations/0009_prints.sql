-- Prints of all desks of the dealer, each under an id of its own, and whether the server has them (PRN-2, PRN-3). Two prints may have one copy number.
-- Those from before were of keys; their ids are drawn here, and their language, which nobody wrote down, is taken to be the office's.

ALTER TABLE print RENAME TO former_print;
CREATE TABLE print (
    seq        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    document   TEXT NOT NULL,
    subject    TEXT NOT NULL,
    customer   BLOB, -- it may have been merged with another one since
    copy       INTEGER NOT NULL,
    language   TEXT NOT NULL,
    printed_by TEXT NOT NULL,
    printed_at INTEGER NOT NULL,
    facts      TEXT NOT NULL,
    told       INTEGER NOT NULL -- 0 not yet, 1 the server has it, 2 the server never will
);
INSERT INTO print (seq, id, document, subject, copy, language, printed_by, printed_at, facts, told)
    SELECT seq, randomblob(16), document, hex(no), copy,
           coalesce((SELECT value FROM setting WHERE name = 'language'), 'ja'), printed_by, printed_at, '{}', 0
    FROM former_print ORDER BY seq;
DROP TABLE former_print;
CREATE INDEX print_subject ON print (subject, document, copy);
CREATE INDEX print_printed_at ON print (printed_at);
CREATE INDEX print_untold ON print (seq) WHERE told = 0;
