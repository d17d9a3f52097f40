import { expect, it } from 'vitest';
import { examsAhead, windowsStillOpen } from '../../../domain/exam-session/closing-checks.ts';

const NOW = 100;

it('names the subjects that are still to be sat, once each, as something to be seen', () => {
  const exam = (subjectCode: string, examStartsAt: number | null, examEndsAt: number | null) => ({
    subjectCode,
    examStartsAt,
    examEndsAt,
  });
  const offerings = [
    exam('1', 90, 99),
    exam('2', 90, 110),
    exam('2', 120, 130),
    exam('3', null, null),
    exam('F', 120, 130),
  ];
  expect(examsAhead(offerings, NOW)).toEqual([
    { code: 'EXAM_AHEAD', at: '*/2', isNote: true },
    { code: 'EXAM_AHEAD', at: '*/F', isNote: true },
  ]);
});

it('names windows that have not ended', () => {
  const window = (closesAt: number) => ({ kind: 'registration', scope: '*', opensAt: 0, closesAt }) as const;
  expect(windowsStillOpen([window(NOW)], NOW)).toEqual([]);
  expect(windowsStillOpen([window(NOW + 1)], NOW)).toEqual([
    { code: 'SESSION_STILL_RUNNING', at: 'registration/*' },
  ]);
});
