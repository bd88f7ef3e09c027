BEGIN;
SELECT pg_logical_emit_message(true, 'masterbus.5', 'hello "x" \ ünï');
INSERT INTO keys VALUES ('0d5a1c3e-8a3b-4a4f-9d62-5a4f3c2b1a00', now());
COMMIT;
SELECT pg_logical_emit_message(false, 'masterbus.5', 'outside of a transaction');
