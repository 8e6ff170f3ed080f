-- PRN-2: what a dealer's desks have printed. A print is one by its id, however often it is told of; another dealer's ids are its own.

CREATE TABLE print (
    dealer     TEXT NOT NULL REFERENCES dealer (id),
    id         TEXT NOT NULL,
    document   TEXT NOT NULL,
    subject    TEXT NOT NULL,
    customer   TEXT,            -- as the desk knew it: it may be merged with another one by now
    copy       BIGINT NOT NULL,
    language   TEXT NOT NULL,
    printed_by TEXT NOT NULL,
    printed_at BIGINT NOT NULL, -- by the clock of the desk
    told_by    TEXT NOT NULL,
    facts      TEXT NOT NULL,
    PRIMARY KEY (dealer, id)
);
