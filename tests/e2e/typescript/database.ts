// ThreatMap's database as a reader's login sees it, through the pg driver.
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });

export const close = () => pool.end();

/** Every row of a view, as the driver gives them; name has come from the generated files. */
export async function rowsOf(view: string): Promise<Record<string, unknown>[]> {
  return (await pool.query(`SELECT * FROM threatmap.${pg.escapeIdentifier(view)}`)).rows;
}

/** The views that the catalogue has. */
export async function viewNames(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'threatmap'::regnamespace AND relkind = 'v' ORDER BY 1`);
  return rows.map(({ name }) => name);
}

/** What each kind of document is asked for by, and where that comes from. */
const KEYS: Record<string, string> = {
  equipment_id: 'SELECT id FROM threatmap.equipment ORDER BY id LIMIT 60',
  facility_id: 'SELECT id FROM threatmap.facilities',
  organization_id: 'SELECT DISTINCT organization_id AS id FROM threatmap.facilities',
};

/** Documents of a function of schema threatmap, for as many items, facilities or organisations as are there. */
export async function documentsOf(name: string): Promise<unknown[]> {
  const { rows: [found] } = await pool.query<{ key: string }>(
    `SELECT proargnames[1] AS key FROM pg_proc WHERE pronamespace = 'threatmap'::regnamespace AND proname = $1`, [name]);
  const keys = found && KEYS[found.key];
  if (!keys) throw new Error(`threatmap.${name} is asked for by ${found?.key}`);
  const { rows } = await pool.query(`SELECT threatmap.${pg.escapeIdentifier(name)}(id) AS document FROM (${keys}) key`);
  return rows.map(({ document }) => document);
}
