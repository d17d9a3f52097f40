-- Whoever sets the rules does so alone: one person must not let one person reach more than the rule does.
UPDATE "staff_rules" SET "second_person_above" = 1000 WHERE "second_person_above" > 1000;--> statement-breakpoint
ALTER TABLE "staff_rules" DROP CONSTRAINT "staff_rules_second_person_above";--> statement-breakpoint
ALTER TABLE "staff_rules" ADD CONSTRAINT "staff_rules_second_person_above" CHECK ("staff_rules"."second_person_above" between 1 and 1000);
