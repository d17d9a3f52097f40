import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  examSessionRowSchema,
  examSessionSetupSchema,
} from '../../../../../api/exam-session/setup-schemas.ts';
import { MAX_MOVED_DAYS } from '../../../../../domain/exam-session/settings.ts';
import { answer, client } from '../../../lib/client.ts';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';

export type ExamSessionRow = z.infer<typeof examSessionRowSchema>;

export const api = client.api.staff['exam-sessions'];

export type ExamSessionSetup = z.infer<typeof examSessionSetupSchema>;

export const examSessionQuery = (examSession: string) =>
  queryOptions({
    queryKey: [...EXAM_SESSIONS, examSession],
    queryFn: () => answer(api[':examSession'].$get({ param: { examSession } })),
  });

export const checklistQuery = (examSession: string) =>
  queryOptions({
    queryKey: [...EXAM_SESSIONS, examSession, 'checklist'],
    queryFn: () => answer(api[':examSession'].checklist.$get({ param: { examSession } })),
  });

export const datesQuery = (examSession: string, movedByDays: number) =>
  queryOptions({
    queryKey: [...EXAM_SESSIONS, examSession, 'dates', movedByDays],
    queryFn: () =>
      answer(
        api[':examSession'].dates.$get({
          param: { examSession },
          query: { movedByDays: String(movedByDays) },
        }),
      ),
    // What lies beyond is told at its field.
    enabled: Math.abs(movedByDays) <= MAX_MOVED_DAYS,
    placeholderData: keepPreviousData,
  });
