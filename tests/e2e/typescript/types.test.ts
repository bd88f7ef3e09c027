// The interfaces at work: this file is compiled with strict, and each line marked as an error has to be one.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { z } from 'zod';
import { close, rowsOf } from './database.js';
import type { EquipmentRow, FacilitiesRow, ThreatMapViews } from './generated/threatmap.js';
import { equipmentRow, facilitiesRow, threatMapViews } from './generated/threatmap.zod.js';

after(close);

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const schemasAndInterfacesAgree: { [View in keyof ThreatMapViews]: Same<z.infer<(typeof threatMapViews)[View]>, ThreatMapViews[View]> } & {
  [View in keyof typeof threatMapViews]: true;
} = Object.fromEntries(Object.keys(threatMapViews).map((view) => [view, true])) as { [View in keyof ThreatMapViews]: true };

/** The mean of the scores that are known. */
function meanScore(rows: Pick<FacilitiesRow, 'risk_score'>[]): number {
  const scores = rows.map((row) => row.risk_score).filter((score) => score !== null);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function mistakes(facility: FacilitiesRow, item: EquipmentRow) {
  // @ts-expect-error: the score of a facility without scored items is null
  const doubled = facility.risk_score * 2;
  // @ts-expect-error: a time is a Date, not a text
  const year = facility.updated_at.slice(0, 4);
  // @ts-expect-error: no such column
  const score = item.riskScore;
  // @ts-expect-error: an id is a text
  item.id = 7;
  return [doubled, year, score];
}

test('typed rows calculate as numbers do', async () => {
  assert.ok(Object.values(schemasAndInterfacesAgree).every(Boolean));
  assert.equal(typeof mistakes, 'function');
  const facilities: FacilitiesRow[] = facilitiesRow.array().parse(await rowsOf('facilities'));
  const mean = meanScore(facilities);
  assert.ok(mean > 0 && mean <= 100, `a mean of ${mean}`);
  const items: EquipmentRow[] = equipmentRow.array().parse(await rowsOf('equipment'));
  assert.equal(facilities.reduce((sum, { equipment_count }) => sum + equipment_count, 0), items.length);
  assert.ok(facilities.every(({ updated_at }) => updated_at.getTime() <= Date.now()));
});
