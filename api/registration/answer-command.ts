import type { Context } from 'hono';
import { readShown } from '../../db/registration/read-shown.ts';
import { candidateActor } from '../../domain/actor.ts';
import { acceptedAt } from '../../domain/exam-session/agreement-texts.ts';
import { offeringsAsked, type Request } from '../../domain/registration/present-facts.ts';
import { intentOf } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { examSessionQuery } from '../http/schemas.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { requireToDecide } from './facts.ts';
import { type Prepared, runCommand } from './run-command.ts';
import { shownSeason } from './shown-season.ts';
import { registrationView } from './view.ts';

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
  build: (ids: CommandIds) => Request,
) {
  const { passportId } = c.var.candidate;
  // The schema has let it pass, and reads it as it was meant.
  const named = examSessionQuery.parse(c.req.query()).examSession;
  return answerPrepared(deps, c, named, body, async (ids, examSessionId) => {
    const request = build(ids);
    const found = await requireToDecide(deps, passportId, examSessionId, offeringsAsked(request));
    const { season, record, roll, pools } = found;
    const hasAgreed = acceptedAt(found.acceptances, season.texts, deps.clock.now()) !== null;
    const { id: registrationId, campusCode, state: registration } = record;
    return { season, onRoll: { registrationId, campusCode, registration, roll }, pools, request, hasAgreed };
  });
}

/**
 * Runs a command that is prepared in its own way, and answers with the registration as it is then. It is prepared anew
 * for each try: after FACTS_CHANGED staff have set something else.
 */
export async function answerPrepared(
  deps: ApiDependencies,
  c: Context<ApiEnv>,
  examSessionNamed: string | undefined,
  body: unknown,
  prepare: (ids: CommandIds, examSessionId: string) => Promise<Prepared>,
) {
  const { passportId } = c.var.candidate;
  const { id } = (await seasonNamed(deps, examSessionNamed)).examSession;
  const intent = intentOf(c, candidateActor(passportId), id, body);
  const { answer } = await runCommand(deps, intent, (ids) => prepare({ ...ids, passportId }, id));
  const shown = await readShown(deps.db, passportId, id);
  return {
    code: answer.code,
    ...(answer.rows ? { rows: answer.rows } : {}),
    registration: shown && registrationView(deps, await shownSeason(deps, shown), shown),
  };
}
