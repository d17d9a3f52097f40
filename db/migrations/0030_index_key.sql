CREATE TABLE "index_key" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key_id" text NOT NULL,
	"leaving_key_id" text,
	CONSTRAINT "index_key_single" CHECK ("index_key"."single")
);
