import { readRegistration } from '../db/queries/read-registration.ts';
import { type Intent, type Prepared, runCommand } from './command-desk.ts';
import type { ApiDependencies, CandidateSession } from './context.ts';
import {
  examSessionNamed,
  type RegistrationFacts,
  readRegistrationFacts,
  registrationFacts,
} from './registration-facts.ts';
import { registrationView } from './registration-view.ts';

/** The command ids and the passport that every command of the signed-in candidate carries. */
export interface CommandIds {
  commandId: string;
  requestHash: string;
  passportId: string;
}

export interface CommandRequest {
  passportId: string;
  examSessionId: string | undefined;
  idempotencyKey: string;
  route: string;
  body: unknown;
}

/** What every command route is asked with, besides its body. */
export function commandRequest(
  { passportId }: CandidateSession,
  query: { examSession?: string | undefined },
  headers: { 'idempotency-key': string },
  route: string,
  body: unknown,
): CommandRequest {
  return {
    passportId,
    examSessionId: query.examSession,
    idempotencyKey: headers['idempotency-key'],
    route,
    body,
  };
}

/** Runs a command on an existing registration and answers with the registration as it stands afterwards. */
export async function answerCommand(
  deps: ApiDependencies,
  request: CommandRequest,
  build: (ids: CommandIds, facts: RegistrationFacts) => Promise<Prepared['command']> | Prepared['command'],
) {
  const examSession = await examSessionNamed(deps, request.examSessionId);
  const intent: Intent = { ...request, examSessionId: examSession.id };
  const { registrationId, answer } = await runCommand(deps, intent, async (ids) => {
    const facts = await readRegistrationFacts(deps, request.passportId, examSession.id);
    const command = await build({ ...ids, passportId: request.passportId }, facts);
    return { place: facts.place, state: facts.record.state, command };
  });
  const record = await readRegistration(deps.db, registrationId);
  const alive = record !== null && record.passportId === request.passportId;
  return {
    code: answer.code,
    ...(answer.rows ? { rows: answer.rows } : {}),
    registration: alive
      ? await registrationView(deps, await registrationFacts(deps, examSession, record))
      : null,
  };
}
