// Every row of every view parses with the schema that masterbus typegen wrote: numbers arrive as numbers, times as dates,
// and null only where the schema says so.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { close, rowsOf, viewNames } from './database.js';
import { threatMapViews } from './generated/threatmap.zod.js';

after(close);

test('each view of the catalogue has its schema', async () => {
  assert.deepEqual(Object.keys(threatMapViews).sort(), await viewNames());
});

for (const [view, schema] of Object.entries(threatMapViews)) {
  test(`the rows of threatmap.${view} are what the schema says`, async () => {
    const rows = await rowsOf(view);
    assert.ok(rows.length > 0, 'there is something to read');
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), Object.keys(schema.shape), 'the columns in their order');
      const parsed = schema.safeParse(row);
      assert.ok(parsed.success, `${JSON.stringify(row)}: ${parsed.error && z.prettifyError(parsed.error)}`);
      assert.deepEqual(parsed.data, row, 'and nothing was turned into something else');
    }
  });
}

test('what the driver would give for other types is refused', () => {
  const { risk_score } = threatMapViews.facilities.shape;
  assert.ok(risk_score.safeParse(61.5).success);
  assert.ok(!risk_score.safeParse('61.5').success, 'numeric and bigint arrive as text');
  assert.ok(!threatMapViews.facilities.shape.updated_at.safeParse('2026-01-01T00:00:00Z').success);
});
