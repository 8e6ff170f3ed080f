-- What members have typed and not sent yet survives the loss of power. A draft has the id that its request will have: once that request is in the
-- outbox, there is no draft of it any more.

CREATE TABLE draft (
    login    TEXT NOT NULL,
    name     TEXT NOT NULL,
    intent   BLOB NOT NULL,
    text     TEXT NOT NULL, -- JSON
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (login, name)
) WITHOUT ROWID;
