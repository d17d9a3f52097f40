DROP INDEX "security_events_by_event";--> statement-breakpoint
DROP INDEX "security_events_by_account";--> statement-breakpoint
DROP INDEX "security_events_by_address";--> statement-breakpoint
DROP INDEX "audit_log_by_target";--> statement-breakpoint
DROP INDEX "audit_log_by_actor";--> statement-breakpoint
DROP INDEX "audit_log_by_action";--> statement-breakpoint
CREATE INDEX "payment_exceptions_by_kind" ON "payment_exceptions" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "security_events_by_time" ON "security_events" USING btree ("first_at","id");--> statement-breakpoint
CREATE INDEX "staff_accounts_by_role" ON "staff_accounts" USING btree ("role","account");--> statement-breakpoint
CREATE INDEX "staff_accounts_by_scope" ON "staff_accounts" USING btree ("scope","account");--> statement-breakpoint
CREATE INDEX "security_events_by_event" ON "security_events" USING btree ("event","first_at","id");--> statement-breakpoint
CREATE INDEX "security_events_by_account" ON "security_events" USING btree ("account","first_at","id");--> statement-breakpoint
CREATE INDEX "security_events_by_address" ON "security_events" USING btree ("address","first_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_target" ON "audit_log" USING btree ("target","happened_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor","happened_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_action" ON "audit_log" USING btree ("action","happened_at","id");