CREATE TABLE "batch_files" (
	"batch_id" uuid NOT NULL,
	"piece" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "batch_files_batch_id_piece_pk" PRIMARY KEY("batch_id","piece")
);
--> statement-breakpoint
CREATE TABLE "batch_rows" (
	"batch_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"outcome" text NOT NULL,
	"result" text DEFAULT 'waiting' NOT NULL,
	"refusal" text,
	"key" text,
	"other_key" text,
	"holder" text,
	"school_code" text,
	"seen" text,
	"tied" boolean DEFAULT false NOT NULL,
	"flaws" jsonb,
	"changes" text[],
	"sealed" text,
	CONSTRAINT "batch_rows_batch_id_line_pk" PRIMARY KEY("batch_id","line")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"exam_session_id" text,
	"scope" text NOT NULL,
	"started_by" text NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sealed_file_name" text,
	"sealed_headings" text,
	"file_bytes" bigint DEFAULT 0 NOT NULL,
	"file_digest" text,
	"cursor" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"found" jsonb,
	"problem" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	CONSTRAINT "batches_state" CHECK ("batches"."state" in ('uploading', 'reading', 'mapping', 'checking', 'checked', 'running', 'paused', 'done', 'cancelled', 'failed')),
	CONSTRAINT "batches_ended" CHECK (("batches"."ended_at" is not null) = ("batches"."state" in ('done', 'cancelled', 'failed')))
);
--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "corrected" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "missing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_rows" ADD CONSTRAINT "batch_rows_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_rows_by_outcome" ON "batch_rows" USING btree ("batch_id","outcome","line");--> statement-breakpoint
CREATE INDEX "batch_rows_by_key" ON "batch_rows" USING btree ("batch_id","key");--> statement-breakpoint
CREATE INDEX "batch_rows_by_other_key" ON "batch_rows" USING btree ("batch_id","other_key");--> statement-breakpoint
CREATE UNIQUE INDEX "batches_one_running" ON "batches" USING btree ("kind",coalesce("exam_session_id", ''),"scope") WHERE "batches"."state" in ('running', 'paused');--> statement-breakpoint
CREATE INDEX "batches_due" ON "batches" USING btree ("due_at") WHERE "batches"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "batches_by_time" ON "batches" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "batches_by_scope" ON "batches" USING btree ("scope","created_at","id");--> statement-breakpoint
CREATE INDEX "batches_open" ON "batches" USING btree ("started_by") WHERE "batches"."ended_at" is null;