import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type CandidatePlace,
  type Dossier,
  findCandidate,
  readDossier,
} from '../../db/lookup/read-dossier.ts';
import { readTimeline } from '../../db/lookup/read-timeline.ts';
import { revealPerson } from '../../db/lookup/reveal-person.ts';
import { readRollPerson } from '../../db/roll/roll-person.ts';
import type { Season } from '../../domain/exam-session/season.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import { isoInstant } from '../../domain/time.ts';
import { may } from '../../domain/staff/permissions.ts';
import { registrationWorkflowId } from '../../workflows/registration/messages.ts';
import { timelinePieces } from '../../gateways/pdf/timeline.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { exporting } from '../http/list-export.ts';
import { answerFile } from '../http/make-file.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, orNull, problems } from '../http/schemas.ts';
import { proseSchema } from '../http/text-schemas.ts';
import { dossierView } from './dossier-view.ts';
import { dossierSchema, staffTimelineSchema } from './schemas.ts';
import { actorText, timelineDigest, timelineWords } from './timeline-view.ts';

/** What a page shows of each kind of events. */
const MAX_EVENTS = 300;

/** What a file has of each kind; a candidate with more is looked into by operators. */
const MAX_PRINTED = 5_000;
const PERSON = {
  zh: { name: '姓名', idNumber: '证件号码', school: '学校', registration: '报名编号' },
  en: { name: 'Name', idNumber: 'ID number', school: 'School', registration: 'Registration' },
};

/** Routes that show staff everything about one candidate. */
export function staffDossierRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const read = { tags: ['staff'], ...requireStaff(deps, 'candidates.read') };
  const params = z.object({ id: z.uuid() });

  async function candidateOf({ scope }: StaffSession, id: string): Promise<CandidatePlace> {
    const candidate = await findCandidate(db, { id, scope });
    if (!candidate) throw notFoundFor(await findCandidate(db, { id, scope: '*' }));
    return candidate;
  }

  async function seasonOf(
    { examSessionId, campusCode }: CandidatePlace,
    codes: string[] = [],
  ): Promise<Season> {
    const season = await deps.seasons.present(examSessionId, new Set([campusCode, ...codes]));
    if (!season) throw new ApiError('EXAM_SESSION_UNKNOWN');
    return season;
  }

  function workflowOf({ examSessionId, id }: CandidatePlace) {
    return {
      id: registrationWorkflowId(examSessionId, id),
      url: deps.settings.temporalUiUrl + deps.workflows.uiPath(examSessionId, id),
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/candidates/{id}/dossier',
        summary: 'Registration, orders, re-checks, passports with sign-ins, rebinds and messages, masked',
        request: { params },
        responses: { 200: json(dossierSchema), ...problems },
      }),
      async (c) => {
        const candidate = await candidateOf(c.var.staff, c.req.valid('param').id);
        const dossier = await readDossier(db, vault, candidate);
        const season = await seasonOf(candidate, placesIn(dossier));
        const workflow = may(c.var.staff.role, 'payloads.decode') ? workflowOf(candidate) : null;
        const now = clock.now();
        return c.json(dossierView({ vault, season, now }, candidate, dossier, workflow), 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/candidates/{id}/timeline',
        summary: `What happened to a candidate, with who and when, the newest first; at most ${MAX_EVENTS} of each kind`,
        request: { params },
        responses: { 200: json(staffTimelineSchema), ...problems },
      }),
      async (c) => {
        const candidate = await candidateOf(c.var.staff, c.req.valid('param').id);
        const season = await seasonOf(candidate);
        const { rows, corrections: values, isWhole } = await readTimeline(db, vault, candidate, MAX_EVENTS);
        const words = timelineWords(season, rows, { values, showsNames: showsNames(c.var.staff) });
        const events = rows.map(({ at, actor, of, position }, index) => ({
          at: isoInstant(at),
          by: actor,
          of,
          text: words[index] ?? { zh: '', en: '' },
          position,
        }));
        return c.json({ events, isWhole }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'timelines'),
        path: '/staff/candidates/{id}/timeline/exports',
        summary:
          'The timeline as evidence, a PDF: whom it is about, masked, each event with time and actor, a digest',
        request: { params, query: z.object({ language: z.enum(['zh', 'en']).default('zh') }) },
      }),
      async (c) => {
        const { language } = c.req.valid('query');
        const { account, scope } = c.var.staff;
        const candidate = await candidateOf(c.var.staff, c.req.valid('param').id);
        const season = await seasonOf(candidate);
        const { examSession } = season;
        const { rows, corrections: values, isWhole } = await readTimeline(db, vault, candidate, MAX_PRINTED);
        if (!isWhole) throw new ApiError('EXPORT_TOO_LARGE', { extra: { limit: MAX_PRINTED } });
        const words = timelineWords(season, rows, { values, showsNames: showsNames(c.var.staff) });
        const digest = timelineDigest(rows, words);
        const found = await readRollPerson(db, vault, { id: candidate.id, scope });
        if (!found) throw notFoundFor(found);
        const { name, idNumber } = found.roll;
        const head = {
          examSession: language === 'zh' ? examSession.nameZh : examSession.nameEn,
          person: [
            [PERSON[language].name, maskName(name)],
            [PERSON[language].idNumber, maskIdNumber(idNumber)],
            [PERSON[language].school, candidate.schoolCode],
            [PERSON[language].registration, candidate.id],
          ] as const,
          madeBy: account,
          madeAt: clock.now(),
          digest,
        };
        const lines = rows.map(({ at, actor, position }, index) => ({
          at,
          text: words[index]?.[language] ?? '',
          by: actorText(actor, language),
          position,
        }));
        return answerFile(c, deps, {
          list: 'timelines',
          format: 'pdf',
          language,
          filter: { candidate: candidate.id, sha256: digest },
          async *pieces(count) {
            count(lines.length);
            for await (const body of timelinePieces(lines, head, language)) yield { body };
          },
        });
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'idNumbers.read'),
        method: 'post',
        path: '/staff/candidates/{id}/reveals',
        summary: 'Show name, ID number, mobile and email in full; who saw them and why is in the audit log',
        request: {
          params,
          body: jsonBody(z.object({ reason: proseSchema(200) }).openapi('RevealCandidate')),
        },
        responses: {
          200: json(
            z.object({
              name: z.string(),
              idNumber: z.string(),
              mobile: orNull(z.string()),
              email: orNull(z.string()).openapi({ description: 'Null: no passport is bound' }),
            }),
          ),
          ...problems,
        },
      }),
      async (c) => {
        const { account } = c.var.staff;
        const { reason } = c.req.valid('json');
        const { id: candidateId } = await candidateOf(c.var.staff, c.req.valid('param').id);
        const person = await revealPerson(db, vault, { candidateId, reason }, { account, at: clock.now() });
        if (!person) throw notFoundFor(person);
        return c.json(person, 200);
      },
    );
}

/** Tells whether staff see names in full, as on the pages of the roll. */
function showsNames({ role }: StaffSession): boolean {
  return may(role, 'rolls.read');
}

/** Lists the campuses that are named with a candidate. */
function placesIn({ registration, orders, reviews }: Dossier): string[] {
  const { entries = [], waitlist = [] } = registration?.state ?? {};
  return [
    ...(registration ? [registration.campusCode] : []),
    ...[...entries, ...waitlist].map(({ campus }) => campus),
    ...orders.flatMap(({ lines }) => lines.map(({ campus }) => campus)),
    ...reviews.map(({ campusCode }) => campusCode),
  ];
}
