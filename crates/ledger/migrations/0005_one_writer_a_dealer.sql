-- A dealer's keys are written under the dealer's row, one writer after the other: no key needs a version of its own any more.

ALTER TABLE activation_key DROP COLUMN version;
