-- ACC-1 to ACC-6: whole profiles, one-time links, staff that can be disabled, second factors. What was there before is given what the
-- forms preset: 日本, news wished for, mails in Japanese.

ALTER TABLE dealer ADD COLUMN country TEXT NOT NULL DEFAULT 'JP';
ALTER TABLE dealer ADD COLUMN postal_code TEXT;
ALTER TABLE dealer ADD COLUMN address TEXT NOT NULL DEFAULT '["","","","",""]'; -- its five lines as JSON
ALTER TABLE dealer ADD COLUMN contact TEXT;
ALTER TABLE dealer ADD COLUMN news BIGINT NOT NULL DEFAULT 1;
ALTER TABLE dealer ADD COLUMN language TEXT NOT NULL DEFAULT 'ja';
ALTER TABLE dealer ADD COLUMN consent TEXT; -- the version of the conditions that was agreed to; none for those an operator added
ALTER TABLE dealer ADD COLUMN second_factor_demanded BIGINT NOT NULL DEFAULT 0;
CREATE INDEX dealer_email ON dealer (LOWER(email));

-- `second_factor` is the secret, encrypted under a key that is not in here; `second_factor_used` the latest step whose code was taken.
ALTER TABLE member ADD COLUMN email TEXT; -- none: the dealer's
ALTER TABLE member ADD COLUMN disabled_at BIGINT;
ALTER TABLE member ADD COLUMN second_factor TEXT;
ALTER TABLE member ADD COLUMN second_factor_since BIGINT;
ALTER TABLE member ADD COLUMN second_factor_used BIGINT NOT NULL DEFAULT 0;
CREATE INDEX member_dealer ON member (dealer);

ALTER TABLE session ADD COLUMN opened_at BIGINT;
CREATE INDEX session_member ON session (member);

-- Codes that open instead of the app's, each once: one that is used is deleted.
CREATE TABLE recovery_code (
    member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    hash   TEXT NOT NULL, -- SHA-256 of 80 random bits
    PRIMARY KEY (member, hash)
);

-- Whoever asks for a link is answered when the wish stands here, whatever there is to find out: so no answer takes longer for an address or
-- a login that exists. A job answers wishes with mails, and empties them.
CREATE TABLE link_request (
    id      TEXT PRIMARY KEY,
    source  TEXT NOT NULL, -- the address on the network that is counted
    asked   TEXT NOT NULL,
    at      BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX link_request_source ON link_request (source, at);
CREATE INDEX link_request_done_at ON link_request (done_at, at);

CREATE TABLE link (
    hash    TEXT PRIMARY KEY, -- SHA-256 of the token, which itself stands in the mail alone
    purpose TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    member  TEXT REFERENCES member (id) ON DELETE CASCADE,
    carried TEXT NOT NULL, -- the sign-up that was typed; emptied when the link is used
    made_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX link_mailbox ON link (LOWER(mailbox), made_at);
CREATE INDEX link_member ON link (member);
CREATE INDEX link_made_at ON link (made_at);
