import { createHash } from 'node:crypto';
import { readPositions } from '../../db/seats/waitlist.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { ApiDependencies } from '../context.ts';
import type { RegistrationFacts } from './facts.ts';

/**
 * Computes an ETag for 报名信息 from a few small reads. It changes as soon as the record, the settings or a position in a
 * queue does, and every minute, for facts that change with time alone.
 */
export async function registrationTag(
  { db, clock }: Pick<ApiDependencies, 'db' | 'clock'>,
  { record, settingsVersion }: Pick<RegistrationFacts, 'record' | 'settingsVersion'>,
): Promise<string> {
  const waits = record.state.waitlist.length > 0 ? await readPositions(db, record.id) : [];
  const minute = Math.floor(clock.now().getTime() / MINUTE_MS);
  const shown = JSON.stringify([record.id, record.version, settingsVersion, minute, [...waits]]);
  return `W/"${createHash('sha256').update(shown).digest('base64url').slice(0, 22)}"`;
}
