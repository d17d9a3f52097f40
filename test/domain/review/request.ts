import type { ReviewRequest } from '../../../domain/review/events.ts';

export const request: ReviewRequest = {
  candidateId: 'c',
  examSessionId: '2026-2',
  provinceCode: '99',
  schoolCode: '99101',
  campusCode: '991010',
  idNumberIndex: 'i',
  personal: 'sealed',
  score: 500,
};
