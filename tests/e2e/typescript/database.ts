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
