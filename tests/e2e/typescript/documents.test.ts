// Every document parses with the schema that masterbus typegen made of its JSON Schema, and nothing of it is lost.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { close, documentsOf } from './database.js';
import type { FacilityDocument } from './generated/threatmap.js';
import { facilityDocument, threatMapDocuments } from './generated/threatmap.zod.js';

after(close);

for (const [name, schema] of Object.entries(threatMapDocuments)) {
  test(`threatmap.${name} gives what the schema says`, async () => {
    const documents = await documentsOf(name);
    assert.ok(documents.length > 0, 'there is something to read');
    for (const document of documents) {
      const parsed = schema.safeParse(document);
      assert.ok(parsed.success, `${JSON.stringify(document)}: ${parsed.error && z.prettifyError(parsed.error)}`);
      assert.deepEqual(parsed.data, document);
    }
  });
}

test('documents are typed: words are words of the contract, optionals may be absent', async () => {
  const facilities: FacilityDocument[] = facilityDocument.array().parse(await documentsOf('facility_document'));
  const words = facilities.map(({ complianceStatus }) => complianceStatus);
  // @ts-expect-error: no such word
  assert.ok(!words.includes('Fine'));
  // @ts-expect-error: unknown is not low, and not a number
  const doubled = (facility: FacilityDocument) => facility.riskScore * 2;
  assert.ok(facilities.some((facility) => doubled(facility) > 0));
});

test('a document with a number as text or an unknown word is refused', async () => {
  const [facility] = (await documentsOf('facility_document')) as Record<string, unknown>[];
  assert.ok(!facilityDocument.safeParse({ ...facility, equipmentCount: '7' }).success);
  assert.ok(!facilityDocument.safeParse({ ...facility, complianceStatus: 'Fine' }).success);
  assert.ok(!facilityDocument.safeParse({ ...facility, id: undefined }).success);
});
