-- What the computer of a session is called, where it said so: sessions are told apart by it.

ALTER TABLE session ADD COLUMN computer TEXT;
