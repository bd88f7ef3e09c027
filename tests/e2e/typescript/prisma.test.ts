// Prisma over the generated views: as many rows as the driver reads, with the same values under Prisma's names.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '@prisma/client';
import { close, rowsOf } from './database.js';
import { threatMapViews } from './generated/threatmap.zod.js';

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env['DATABASE_URL']! }) });
after(async () => {
  await prisma.$disconnect();
  await close();
});

const camelCase = (name: string) => name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The client's delegate of a view: each has findMany. */
function delegateOf(view: string): { findMany(): Promise<Record<string, unknown>[]> } {
  return (prisma as unknown as Record<string, { findMany(): Promise<Record<string, unknown>[]> }>)[camelCase(`${view}_row`)]!;
}

/** Prisma knows no list that is null: it reads as empty. */
const isKnown = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);

/** Rows as texts in an order that does not depend on the reader. */
function sorted(rows: Record<string, unknown>[]): string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).filter(([, value]) => isKnown(value)).sort())).sort();
}

for (const view of Object.keys(threatMapViews).filter((name) => name !== 'pipeline_status')) {
  test(`Prisma reads threatmap.${view}`, async () => {
    const expected = (await rowsOf(view)).map((row) => Object.fromEntries(
      Object.entries(row).map(([column, value]) => [camelCase(column), value])));
    const [read, written] = [sorted(await delegateOf(view).findMany()), sorted(expected)];
    const differing = read.findIndex((row, n) => row !== written[n]);
    assert.equal(read[differing], written[differing]);
    assert.equal(read.length, written.length);
  });
}

test('Prisma reads threatmap.pipeline_status', async () => {
  const [status] = await prisma.pipelineStatusRow.findMany();
  assert.equal(typeof status?.lagBytes, 'number');
});

test('filters, orders and aggregates are typed', async () => {
  const worst = await prisma.facilitiesRow.findFirst({ where: { riskScore: { not: null } }, orderBy: { riskScore: 'desc' } });
  const { _max } = await prisma.facilitiesRow.aggregate({ _max: { riskScore: true } });
  assert.equal(worst?.riskScore, _max.riskScore);
  const again = await prisma.facilitiesRow.findUnique({
    where: { organizationId_id: { organizationId: worst!.organizationId, id: worst!.id } } });
  assert.equal(again?.name, worst?.name);
  assert.ok(Prisma.FacilitiesRowScalarFieldEnum.riskScore);
});
