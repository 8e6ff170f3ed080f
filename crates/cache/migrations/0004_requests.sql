-- The outbox takes requests of every kind, each under its name.

ALTER TABLE outbox RENAME COLUMN register TO request;
UPDATE outbox SET request = json_object('register', json(request));
UPDATE outbox SET answer = json_object('done', json_object('register', json_extract(answer, '$.done')))
    WHERE json_type(answer, '$.done') IS NOT NULL;
