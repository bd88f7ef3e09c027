// ThreatMap's side of a test: waits until MasterBus has applied what Prisma wrote, and reads the rows.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const DEADLINE_MS = 30_000;

/** A facility whose name is written last: transactions are applied in their order, so what came before is applied too. */
const BEACON = `
  WITH owner AS (
    INSERT INTO "Organization" (id, name, slug, "updatedAt") VALUES ('beacon', 'Beacon', 'beacon', now()) ON CONFLICT DO NOTHING)
  INSERT INTO "Facility" (id, "organizationId", name, city, state, "updatedAt")
  VALUES ('beacon', 'beacon', $1, 'Austin', 'TX', now())
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, "updatedAt" = now()`;

const SEEN = `
  SELECT EXISTS (SELECT FROM threatmap.facilities WHERE id = 'beacon' AND name = $1)
         AND NOT EXISTS (SELECT FROM masterbus.dirty_source) AS seen`;

export class ThreatMap {
  /** Reads as the database's owner, who sees every organisation; verifies as MasterBus's own role. */
  constructor() {
    this.beacons = 0;
    this.reader = new pg.Pool({ connectionString: process.env.DATABASE_URL });
    this.verifier = new pg.Pool({ connectionString: process.env.MASTERBUS_DATABASE_URL });
  }

  async close() {
    await this.reader.end();
    await this.verifier.end();
  }

  async rows(statement, ...parameters) {
    return (await this.reader.query(statement, parameters)).rows;
  }

  /** Waits until everything committed before this call is in ThreatMap's rows, and checks that they are all true. */
  async settled() {
    const name = `beacon ${process.pid} ${(this.beacons += 1)}`;
    await this.rows(BEACON, name);
    const deadline = Date.now() + DEADLINE_MS;
    while (!(await this.rows(SEEN, name))[0].seen) {
      assert.ok(Date.now() < deadline, `${name} was not applied within ${DEADLINE_MS} ms`);
      await pause(10);
    }
    const differences = (await this.verifier.query('SELECT * FROM masterbus.verify()')).rows;
    assert.deepEqual(differences, [], 'verify() finds nothing different');
  }

  async equipment(id) {
    return (await this.rows('SELECT * FROM threatmap.equipment WHERE id = $1', id))[0];
  }

  async facility(id) {
    return (await this.rows('SELECT * FROM threatmap.facilities WHERE id = $1', id))[0];
  }

  async equipmentIds(facilityId) {
    const rows = await this.rows('SELECT id FROM threatmap.equipment WHERE facility_id = $1 ORDER BY id COLLATE "C"', facilityId);
    return rows.map(({ id }) => id);
  }
}
