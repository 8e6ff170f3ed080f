-- Records that are kept whole, as JSON: what no search takes apart.

CREATE TABLE whole (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
