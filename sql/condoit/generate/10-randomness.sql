-- Draws that depend on nothing but a row's number, the draw's name and the seed. They are written so that PostgreSQL
-- inlines them: pass columns, not expressions.

-- Uniform in [0, 1).
CREATE FUNCTION pg_temp.u(k bigint, draw text) RETURNS float8 IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(k, hashtextextended(draw, :seed)) & 9007199254740991) / 9007199254740992.0::float8;

-- Bell-shaped, mean 0 and standard deviation 1, within ±3: the sum of three uniforms.
CREATE FUNCTION pg_temp.bell(k bigint, draw text) RETURNS float8 IMMUTABLE PARALLEL SAFE
RETURN 2 * (pg_temp.u(k, draw) + pg_temp.u(k, draw || '''') + pg_temp.u(k, draw || '"') - 1.5);

-- One of the words.
CREATE FUNCTION pg_temp.pick(k bigint, draw text, words text[]) RETURNS text IMMUTABLE PARALLEL SAFE
RETURN words[1 + floor(pg_temp.u(k, draw) * cardinality(words))::int];

-- A cuid as Prisma's client makes it: c, milliseconds since 1970 in base 36, counter, fingerprint, random.
CREATE FUNCTION pg_temp.cuid(ms bigint, counter int, k bigint) RETURNS text IMMUTABLE PARALLEL SAFE
RETURN 'c'
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 78364164096 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 2176782336 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 60466176 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 1679616 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 46656 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 1296 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms / 36 % 36)::int + 1, 1)
  || substr('0123456789abcdefghijklmnopqrstuvwxyz', (ms % 36)::int + 1, 1)
  || lpad(to_hex(counter), 4, '0') || lpad(to_hex(hashint8extended(1, :seed) & 65535), 4, '0')
  || lpad(to_hex(hashint8extended(k, :seed) & 4294967295), 8, '0');

-- The cuid of a record that was entered together with the row whose id is given.
CREATE FUNCTION pg_temp.history_id(parent_id text, counter int, k bigint) RETURNS text IMMUTABLE PARALLEL SAFE
RETURN substr(parent_id, 1, 9) || lpad(to_hex(counter), 4, '0') || substr(parent_id, 14, 4)
  || lpad(to_hex(hashint8extended(k, counter) & 4294967295), 8, '0');
