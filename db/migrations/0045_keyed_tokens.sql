-- Tokens are hashed with a key now, and bound to their holder: sign-ins from before are over, and mailed links are asked
-- for again, and recovery codes made anew.
UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL;
--> statement-breakpoint
UPDATE staff_sessions SET ended_at = now() WHERE ended_at IS NULL;
--> statement-breakpoint
DELETE FROM staff_recovery_codes;
