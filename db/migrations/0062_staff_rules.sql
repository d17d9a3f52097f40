CREATE TABLE "staff_rules" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"submission_lapse_days" integer NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "staff_rules_single" CHECK ("staff_rules"."single"),
	CONSTRAINT "staff_rules_lapse_days" CHECK ("staff_rules"."submission_lapse_days" between 1 and 30)
);
