CREATE TABLE "guards" (
	"table_name" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "guards_table_name_name_pk" PRIMARY KEY("table_name","name")
);
--> statement-breakpoint
INSERT INTO "guards" SELECT relname, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal;
