-- Mails on their way: written together with the act that causes them, sent by a job. Waiting: `next_try_at` is set. Sent: `sent_at` is set.
-- Given up: neither. What is no longer waiting has lost its body, which may hold keys and links.

CREATE TABLE mail (
    id          TEXT PRIMARY KEY,
    made_at     BIGINT NOT NULL,
    recipient   TEXT NOT NULL, -- one: whoever refuses a mail holds no other recipient up, and nobody gets it twice
    subject     TEXT NOT NULL,
    body        TEXT NOT NULL,
    next_try_at BIGINT,
    tries       BIGINT NOT NULL,
    sent_at     BIGINT,
    last_error  TEXT -- the kind of fault only, never what a mail server said: that may quote the mail
);
CREATE INDEX mail_next_try_at ON mail (next_try_at);
