CREATE TABLE "campuses" (
	"code" text PRIMARY KEY NOT NULL,
	"school_code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"settings" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provinces" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schools" (
	"code" text PRIMARY KEY NOT NULL,
	"province_code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exam_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"settings" jsonb NOT NULL,
	"settings_version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"scope" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"body_zh" text NOT NULL,
	"body_en" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notices_natural_key" UNIQUE("scope","title_zh")
);
--> statement-breakpoint
CREATE TABLE "offerings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "offerings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"exam_session_id" text NOT NULL,
	"campus_code" text NOT NULL,
	"subject_code" text NOT NULL,
	"fee_fen" integer NOT NULL,
	"exam_starts_at" timestamp with time zone,
	"exam_ends_at" timestamp with time zone,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	CONSTRAINT "offerings_natural_key" UNIQUE("exam_session_id","campus_code","subject_code")
);
--> statement-breakpoint
CREATE TABLE "subjects" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"language" text NOT NULL,
	"level" integer NOT NULL,
	"mode" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "windows" (
	"exam_session_id" text NOT NULL,
	"kind" text NOT NULL,
	"scope" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	CONSTRAINT "windows_exam_session_id_kind_scope_pk" PRIMARY KEY("exam_session_id","kind","scope")
);
--> statement-breakpoint
CREATE TABLE "seat_ledger" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "seat_ledger_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"offering_id" integer NOT NULL,
	"registration_id" uuid NOT NULL,
	"entry_id" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"version" integer NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seat_ledger_once" UNIQUE("entry_id","version","to_state")
);
--> statement-breakpoint
CREATE TABLE "seat_pools" (
	"offering_id" integer PRIMARY KEY NOT NULL,
	"capacity" integer NOT NULL,
	"free" integer NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"offered" integer DEFAULT 0 NOT NULL,
	"paid" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "seat_pools_balance" CHECK ("seat_pools"."capacity" = "seat_pools"."free" + "seat_pools"."held" + "seat_pools"."offered" + "seat_pools"."paid"),
	CONSTRAINT "seat_pools_not_negative" CHECK (least("seat_pools"."free", "seat_pools"."held", "seat_pools"."offered", "seat_pools"."paid", "seat_pools"."waiting") >= 0)
);
--> statement-breakpoint
CREATE TABLE "captcha_uses" (
	"challenge" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_verifications" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"passport_id" text NOT NULL,
	"email_index" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "passports" (
	"id" text PRIMARY KEY NOT NULL,
	"personal" text NOT NULL,
	"id_type" text NOT NULL,
	"id_number_index" text NOT NULL,
	"email_index" text NOT NULL,
	"password_hash" text NOT NULL,
	"email_verified_at" timestamp with time zone,
	"mobile_verified_at" timestamp with time zone,
	"claiming" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"passport_id" text NOT NULL,
	"province_code" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "candidates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"exam_session_id" text NOT NULL,
	"province_code" text NOT NULL,
	"school_code" text NOT NULL,
	"campus_code" text NOT NULL,
	"id_type" text NOT NULL,
	"id_number_index" text NOT NULL,
	"name_index" text NOT NULL,
	"student_number_index" text NOT NULL,
	"personal" text NOT NULL,
	"digest" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "candidates_natural_key" UNIQUE("exam_session_id","school_code","id_type","id_number_index")
);
--> statement-breakpoint
CREATE TABLE "eligibility_lists" (
	"candidate_id" uuid NOT NULL,
	"subject_code" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "eligibility_lists_candidate_id_subject_code_kind_pk" PRIMARY KEY("candidate_id","subject_code","kind")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"file_digest" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"row_count" integer NOT NULL,
	"changed_count" integer NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "score_records" (
	"ticket_number" text PRIMARY KEY NOT NULL,
	"id_number_index" text NOT NULL,
	"name_index" text NOT NULL,
	"score" integer NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreement_acceptances" (
	"passport_id" text NOT NULL,
	"exam_session_id" text NOT NULL,
	"agreement_version" text NOT NULL,
	"pledge_version" text NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "agreement_acceptances_passport_id_exam_session_id_agreement_version_pledge_version_pk" PRIMARY KEY("passport_id","exam_session_id","agreement_version","pledge_version")
);
--> statement-breakpoint
CREATE TABLE "agreement_texts" (
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"body_zh" text NOT NULL,
	"body_en" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "agreement_texts_kind_version_pk" PRIMARY KEY("kind","version")
);
--> statement-breakpoint
CREATE TABLE "command_slots" (
	"passport_id" text NOT NULL,
	"exam_session_id" text NOT NULL,
	"command_id" text NOT NULL,
	"request_hash" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone NOT NULL,
	CONSTRAINT "command_slots_passport_id_exam_session_id_pk" PRIMARY KEY("passport_id","exam_session_id")
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"id" text PRIMARY KEY NOT NULL,
	"registration_id" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"answer" jsonb NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"subject" text NOT NULL,
	"message" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"abandoned_at" timestamp with time zone,
	CONSTRAINT "outbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "registration_events" (
	"registration_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"position" integer NOT NULL,
	"event" jsonb NOT NULL,
	"actor" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "registration_events_registration_id_version_position_pk" PRIMARY KEY("registration_id","version","position")
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"exam_session_id" text NOT NULL,
	"province_code" text NOT NULL,
	"school_code" text NOT NULL,
	"campus_code" text NOT NULL,
	"passport_id" text,
	"version" integer NOT NULL,
	"stage" text NOT NULL,
	"state" jsonb NOT NULL,
	"snapshot" text,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway_notices" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gateway_notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"gateway" text NOT NULL,
	"notice_id" text NOT NULL,
	"order_no" text NOT NULL,
	"trade_no" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"paid_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"relayed_at" timestamp with time zone,
	CONSTRAINT "gateway_notices_once" UNIQUE("gateway","trade_no","order_no")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"order_no" text PRIMARY KEY NOT NULL,
	"registration_id" uuid NOT NULL,
	"exam_session_id" text NOT NULL,
	"passport_id" text NOT NULL,
	"gateway" text NOT NULL,
	"mode" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"lines" jsonb NOT NULL,
	"state" text NOT NULL,
	"trade_no" text,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payment_exceptions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_exceptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"order_no" text NOT NULL,
	"trade_no" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"settled_on" date,
	CONSTRAINT "payment_exceptions_once" UNIQUE("kind","order_no","trade_no")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"refund_no" text PRIMARY KEY NOT NULL,
	"order_no" text NOT NULL,
	"registration_id" uuid NOT NULL,
	"passport_id" text NOT NULL,
	"gateway" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"details" jsonb NOT NULL,
	"happened_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_accounts" (
	"account" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"password_hash" text NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "campuses" ADD CONSTRAINT "campuses_school_code_schools_code_fk" FOREIGN KEY ("school_code") REFERENCES "public"."schools"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_subject_code_subjects_code_fk" FOREIGN KEY ("subject_code") REFERENCES "public"."subjects"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "windows" ADD CONSTRAINT "windows_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_pools" ADD CONSTRAINT "seat_pools_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_verifications" ADD CONSTRAINT "email_verifications_passport_id_passports_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_passport_id_passports_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_campus_code_campuses_code_fk" FOREIGN KEY ("campus_code") REFERENCES "public"."campuses"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eligibility_lists" ADD CONSTRAINT "eligibility_lists_candidate_id_candidates_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."candidates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_acceptances" ADD CONSTRAINT "agreement_acceptances_passport_id_passports_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_id_candidates_id_fk" FOREIGN KEY ("id") REFERENCES "public"."candidates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_passport_id_passports_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_account_staff_accounts_account_fk" FOREIGN KEY ("account") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_by_scope" ON "notices" USING btree ("scope","published_at");--> statement-breakpoint
CREATE INDEX "seat_ledger_by_offering" ON "seat_ledger" USING btree ("offering_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "passports_one_per_id_number" ON "passports" USING btree ("id_number_index") WHERE "passports"."closed_at" is null and not "passports"."claiming";--> statement-breakpoint
CREATE UNIQUE INDEX "passports_one_per_email" ON "passports" USING btree ("email_index") WHERE "passports"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_by_passport" ON "sessions" USING btree ("passport_id");--> statement-breakpoint
CREATE UNIQUE INDEX "candidates_student_number" ON "candidates" USING btree ("exam_session_id","school_code","student_number_index");--> statement-breakpoint
CREATE INDEX "candidates_by_person" ON "candidates" USING btree ("id_number_index","exam_session_id","province_code");--> statement-breakpoint
CREATE INDEX "score_records_by_person" ON "score_records" USING btree ("id_number_index","score");--> statement-breakpoint
CREATE INDEX "commands_by_age" ON "commands" USING btree ("accepted_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE "outbox"."abandoned_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_by_subject" ON "outbox" USING btree ("subject","id") WHERE "outbox"."abandoned_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_one_per_passport" ON "registrations" USING btree ("exam_session_id","passport_id") WHERE "registrations"."passport_id" is not null;--> statement-breakpoint
CREATE INDEX "registrations_by_school" ON "registrations" USING btree ("exam_session_id","school_code","stage");--> statement-breakpoint
CREATE INDEX "gateway_notices_due" ON "gateway_notices" USING btree ("relayed_at","due_at");--> statement-breakpoint
CREATE INDEX "orders_by_registration" ON "orders" USING btree ("registration_id","opened_at");--> statement-breakpoint
CREATE INDEX "audit_log_by_target" ON "audit_log" USING btree ("target","id");