import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type ExamTimeRecord, listExamTimes } from '../../db/exam-session/list-exam-times.ts';
import {
  type ExamSessionRecord,
  listExamSessions,
  listProvinces,
  listProvinceWindows,
} from '../../db/exam-session/list-exam-sessions.ts';
import { currentExamSession } from '../../db/exam-session/current-exam-session.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { effectiveWindow, type WindowKind } from '../../domain/exam-session/windows.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { examSessionQuery, json, problems } from '../http/schemas.ts';
import { examSessionSchema } from './schemas.ts';
import { createSharedRead } from '../http/shared-read.ts';
import { bilingual, namedView, periodView } from '../http/views.ts';
import { subjectView } from './view.ts';

/**
 * Limits of the shared read of exam times. Finding them means searching all offerings, too costly for every visit to
 * the home page.
 */
const EXAM_TIMES = { freshMs: MINUTE_MS, maxKeys: 20 };

const getExamSessions = createRoute({
  method: 'get',
  path: '/exam-sessions',
  tags: ['exam sessions'],
  summary: 'All exam sessions with the windows of every province, newest first',
  responses: { 200: json(z.array(examSessionSchema)), ...problems },
});

const getCurrentExamSession = createRoute({
  method: 'get',
  path: '/exam-sessions/current',
  tags: ['exam sessions'],
  summary: 'The exam session named, or the one open now, next, or last',
  request: { query: examSessionQuery },
  responses: { 200: json(examSessionSchema), ...problems },
});

export function examSessionRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const examTimesOf = createSharedRead({ clock, ...EXAM_TIMES }, (id) => listExamTimes(db, id));
  const views = (records: ExamSessionRecord[]) => viewsOf(db, records, examTimesOf);
  return new OpenAPIHono<ApiEnv>()
    .openapi(getExamSessions, async (c) => c.json(await views(await listExamSessions(db)), 200))
    .openapi(getCurrentExamSession, async (c) => {
      const record = await currentExamSession(db, clock.now(), c.req.valid('query').examSession);
      const [view] = record ? await views([record]) : [];
      if (!view) throw new ApiError('EXAM_SESSION_UNKNOWN');
      return c.json(view, 200);
    });
}

async function viewsOf(
  db: ApiDependencies['db'],
  records: ExamSessionRecord[],
  examTimesOf: (id: string) => Promise<ExamTimeRecord[]>,
): Promise<z.infer<typeof examSessionSchema>[]> {
  const [provinces, examTimes, windows] = await Promise.all([
    listProvinces(db),
    Promise.all(records.map(({ id }) => examTimesOf(id))),
    listProvinceWindows(
      db,
      records.map((record) => record.id),
    ),
  ]);
  return records.map((record, index) => {
    const own = windows.filter((window) => window.examSessionId === record.id);
    const window = (kind: WindowKind, code: string) => {
      const period = effectiveWindow(own, kind, code);
      return period && periodView(period);
    };
    return {
      id: record.id,
      name: bilingual(record),
      supportPhone: record.settings.supportPhone,
      cet6ScoreFrom: record.settings.cet6ScoreFrom,
      examTimes: (examTimes[index] ?? []).map(({ subject, startsAt, endsAt }) => ({
        subject: subjectView(subject),
        period: periodView({ opensAt: startsAt.getTime(), closesAt: endsAt.getTime() }),
      })),
      ticketPrint: { written: window('ticketWritten', '*'), oral: window('ticketOral', '*') },
      provinces: provinces.map((province) => ({
        ...namedView(province),
        rollCheck: window('rollCheck', province.code),
        registration: window('registration', province.code),
        management: window('management', province.code),
      })),
    };
  });
}
