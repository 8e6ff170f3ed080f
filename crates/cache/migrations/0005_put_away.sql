-- A request that was refused stays in sight until a person has put it away.

ALTER TABLE outbox ADD COLUMN put_away INTEGER NOT NULL DEFAULT FALSE;
