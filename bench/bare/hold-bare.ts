import { randomUUID } from 'node:crypto';
import postgres, { type Sql } from 'postgres';

/** What the activity wrote of one decision, and whose seat moves may be written again. */
export interface HoldBareInput {
  ownerUrl: string;
  /** A registration whose rows the activity has written. */
  exampleId: string;
  /** Registrations for which the same rows are written, and their version. */
  registrationIds: string[];
  version: number;
  offeringId: number;
}

type Row = Record<string, postgres.SerializableParameter<never>>;

/** The tables that a decision adds rows to, and where the rows of a registration are. */
const TABLES = {
  registration_events: 'registration_id::text = $1',
  seat_ledger: 'registration_id::text = $1',
  commands: "subject = 'registration/' || $1",
  outbox: "message ->> 'registrationId' = $1",
};

/**
 * Prepares a transaction that writes the rows of a decision that took a seat, as the activity wrote them, the row of the
 * pool last, and decides nothing: the least that durable seats can cost.
 */
export async function holdBare(input: HoldBareInput, connections: number) {
  const sql = postgres(input.ownerUrl, { max: connections, onnotice: () => {} });
  const { exampleId, registrationIds, offeringId } = input;
  const [{ state, ...columns } = {}] = await sql<Row[]>`
    select stage, state, changed_at, next_reminder_at, due_at from registrations where id = ${exampleId}`;
  const examples: [table: string, rows: Row[]][] = [];
  for (const [table, where] of Object.entries(TABLES)) {
    const made = await madeByTheServer(sql, table);
    const rows = await sql.unsafe<Row[]>(`select * from ${table} where ${where}`, [exampleId]);
    examples.push([table, rows.map((row) => without(row, made))]);
  }
  const prefix = randomUUID();
  let turn = 0;

  async function hold(): Promise<boolean> {
    const round = Math.floor(turn / registrationIds.length);
    const registrationId = registrationIds[turn++ % registrationIds.length] ?? '';
    const version = input.version + round + 1;
    const serial = `${prefix}-${turn}`;
    const fresh: Row = {
      registration_id: registrationId,
      version,
      id: serial,
      key: serial,
      entry_id: serial,
      offering_id: offeringId,
    };
    await sql.begin((tx) => [
      tx`
        update registrations set ${tx({ ...columns, version })},
          state = ${tx.json(state as postgres.JSONValue)} || jsonb_build_object('passportId', passport_id)
        where id = ${registrationId} and version = ${version - 1}`,
      ...examples
        .filter(([, rows]) => rows.length > 0)
        .map(([table, rows]) => tx`insert into ${tx(table)} ${tx(rows.map((row) => renewed(row, fresh)))}`),
      tx`update seat_pools set free = free - 1, held = held + 1 where offering_id = ${offeringId} and free > 0`,
    ]);
    return true;
  }

  return { hold, close: () => sql.end({ timeout: 5 }) };
}

async function madeByTheServer(sql: Sql, table: string): Promise<string[]> {
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_name = ${table} and (is_identity = 'YES' or is_generated = 'ALWAYS')`;
  return columns.map(({ name }) => name);
}

function without(row: Row, names: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** Replaces what has to be another value in each row. */
function renewed(row: Row, fresh: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, fresh[name] ?? value]));
}
