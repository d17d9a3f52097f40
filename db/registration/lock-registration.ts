import { sql } from 'drizzle-orm';
import type { Registration } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { candidates, type CommandAnswer, commands, registrations } from '../schema/index.ts';

/** A record, locked until the transaction ends. */
export interface LockedRecord {
  version: number;
  state: Registration;
  campusCode: string;
}

/** The row of a roll entry that a registration takes its snapshot of. */
export type RollEntry = Pick<
  typeof candidates.$inferSelect,
  | 'id'
  | 'examSessionId'
  | 'provinceCode'
  | 'schoolCode'
  | 'campusCode'
  | 'idNumberIndex'
  | 'digest'
  | 'photoId'
  | 'personal'
>;

/** What a decision finds: the record, and the answer if its command was carried out before. */
export interface Locked {
  record: LockedRecord | null;
  answer: CommandAnswer | null;
  /** The roll entry, kept as it is until the transaction ends; null unless it was asked for. */
  roll: RollEntry | null;
}

/**
 * Locks a record, and reads whether a command was carried out before; one statement.
 * @param withRoll whether the decision takes the roll entry over
 */
export async function lockRegistration(
  tx: Transaction,
  id: string,
  commandId: string | undefined,
  { withRoll }: { withRoll: boolean },
): Promise<Locked> {
  const [row] = await tx.execute<{ [Part in keyof Locked]: Locked[Part] }>(sql`
    with record as (
      select version, state, campus_code as "campusCode" from ${registrations} where id = ${id} for update
    ), answered as (
      select answer from ${commands} where id = ${commandId ?? null}
    ), roll as (
      select id, exam_session_id as "examSessionId", province_code as "provinceCode", school_code as "schoolCode",
        campus_code as "campusCode", id_number_index as "idNumberIndex", digest, photo_id as "photoId", personal
      from ${candidates} where id = ${id} and ${withRoll} for share
    )
    select (select to_json(record) from record) as record, (select answer from answered) as answer,
      (select to_json(roll) from roll) as roll`);
  if (!row) throw new Error('a statement that always has a row had none');
  return row;
}
