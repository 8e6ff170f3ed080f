-- REM-5: a day that was past when it was chosen is no notice that was missed. Days chosen earlier count as chosen long ago.
ALTER TABLE remo_notice_days ADD COLUMN chosen_at BIGINT NOT NULL DEFAULT 0;
