-- The tables that statements/*.sql write to; decoder.cpp maps some of them.
CREATE TABLE types (id bigint PRIMARY KEY, b bytea, f8 float8, f4 float4, n numeric, bo boolean, t text, d date, ts timestamp(3), tz timestamptz,
                    j jsonb, a text[], bits bit(5), iv interval, u uuid, address inet, fixed char(4));
CREATE TABLE "Quoted ""Table""" ("Id" text PRIMARY KEY, "camelCase" text, "naïve ключ" text, "with, comma" int);
CREATE TABLE "Facility" (id text PRIMARY KEY, name text, "updatedAt" timestamp(3));
CREATE TABLE composite ("A" text, "B" int, v text, PRIMARY KEY ("A", "B"));
CREATE TABLE fullid (id int, v text);
ALTER TABLE fullid REPLICA IDENTITY FULL;
CREATE TABLE uniqueid (id int NOT NULL, v text);
CREATE UNIQUE INDEX uniqueid_id ON uniqueid (id);
ALTER TABLE uniqueid REPLICA IDENTITY USING INDEX uniqueid_id;
CREATE TABLE big (id numeric PRIMARY KEY, v bigint);
CREATE TABLE toasted (id text PRIMARY KEY, long text, n int);
ALTER TABLE toasted ALTER long SET STORAGE EXTERNAL, ALTER id SET STORAGE EXTERNAL;
CREATE TABLE parts (id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE parts_2024 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE parts_2025 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE renamed (id int PRIMARY KEY, old_name text);
CREATE TABLE keys (id uuid PRIMARY KEY, at timestamptz);
CREATE TABLE moments (at timestamptz PRIMARY KEY, v text);
CREATE TABLE ref_parent (id int PRIMARY KEY);
CREATE TABLE ref_child (id int PRIMARY KEY, p int REFERENCES ref_parent ON DELETE CASCADE);
