import type { Context } from 'hono';
import { readRegistration } from '../../db/registration/read-registration.ts';
import { type Prepared, runCommand } from './run-command.ts';
import { intentOf } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { type RegistrationFacts, readRegistrationFacts, registrationFacts } from './facts.ts';
import { examSessionNamed } from '../exam-session/exam-session-named.ts';
import { registrationView } from './view.ts';
import { candidateActor } from '../../domain/actor.ts';
import { subjectId } from '../../domain/command-subject.ts';

/** The identity and the passport that every command of the signed-in candidate carries. */
export interface CommandIds {
  commandId: string;
  requestHash: string;
  passportId: string;
}

/**
 * Runs a command on the signed-in candidate's registration and answers with its state afterwards. The request names its
 * exam session in the query and its key in `Idempotency-Key`.
 */
export async function answerCommand(
  deps: ApiDependencies,
  c: Context<ApiEnv>,
  body: unknown,
  build: (ids: CommandIds, facts: RegistrationFacts) => Promise<Prepared['command']> | Prepared['command'],
) {
  const examSession = await examSessionNamed(deps, c.req.query('examSession'));
  const { passportId } = c.var.candidate;
  const intent = intentOf(c, candidateActor(passportId), examSession.id, body);
  const { subject, answer } = await runCommand(deps, intent, async (ids) => {
    const facts = await readRegistrationFacts(deps, passportId, examSession.id);
    const command = await build({ ...ids, passportId }, facts);
    return { place: facts.place, state: facts.record.state, command };
  });
  const record = await readRegistration(deps.db, subjectId(subject));
  const alive = record !== null && record.passportId === passportId;
  return {
    code: answer.code,
    ...(answer.rows ? { rows: answer.rows } : {}),
    registration: alive
      ? await registrationView(deps, await registrationFacts(deps, examSession, record))
      : null,
  };
}
