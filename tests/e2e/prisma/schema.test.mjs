// sql/condoit/schema.sql is what Prisma's own schema engine makes of schema.prisma.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';

/** SQL that `prisma migrate` would run on an empty database. */
function migration() {
  const prisma = ['migrate', 'diff', '--from-empty', '--to-schema-datamodel', 'schema.prisma', '--script'];
  return execFileSync('node_modules/.bin/prisma', prisma, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Statements without comments, and without the schema and the record of migrations that Prisma makes around them. */
function statements(sql) {
  return sql
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement && !/^CREATE (SCHEMA|TABLE "_prisma_migrations")/.test(statement));
}

test('schema.sql is exactly what prisma migrate makes', () => {
  const made = statements(migration());
  assert.ok(made.length > 100, `prisma migrate diff gave ${made.length} statements`);
  assert.deepEqual(statements(readFileSync(process.env.CONDOIT_SCHEMA_SQL, 'utf8')), made);
});
