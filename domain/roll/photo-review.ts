import type { CodeWords } from '../cells/export-cell.ts';

/** The states of a roll entry's photo; an entry without a photo has none of them. */
export const PHOTO_STATES = ['unreviewed', 'accepted', 'rejected'] as const;
export type PhotoState = (typeof PHOTO_STATES)[number];

/** Why a photo is rejected. */
export const PHOTO_REASONS = [
  'blurred',
  'notFrontal',
  'background',
  'badCrop',
  'lighting',
  'edited',
  'notThePerson',
] as const;
export type PhotoReason = (typeof PHOTO_REASONS)[number];

export const PHOTO_STATE_WORDS: CodeWords<PhotoState> = {
  unreviewed: { zh: '未审', en: 'Not reviewed' },
  accepted: { zh: '合格', en: 'Accepted' },
  rejected: { zh: '不合格', en: 'Rejected' },
};

export const PHOTO_REASON_WORDS: CodeWords<PhotoReason> = {
  blurred: { zh: '照片模糊', en: 'The photo is blurred' },
  notFrontal: { zh: '不是正面免冠照', en: 'Not a front view, or with a hat' },
  background: { zh: '背景不是纯色', en: 'The background is not plain' },
  badCrop: { zh: '头像过小或不完整', en: 'The head is too small or cut off' },
  lighting: { zh: '过暗、过亮或有反光', en: 'Too dark, too bright or with reflections' },
  edited: { zh: '修饰过度', en: 'Edited too much' },
  notThePerson: { zh: '不是本人', en: 'Not this person' },
};

/** The decision on a photo. */
export type PhotoVerdict = { outcome: 'accept' } | { outcome: 'reject'; reason: PhotoReason };

/** The most photos that one person decides at once; more would take a second person. */
export const MAX_PHOTOS_AT_ONCE = 1_000;

/** Tells whether an exam session asks for an accepted photo before a ticket is printed, and there is none. */
export function lacksPhoto(needsPhoto: boolean | undefined, photoState: PhotoState | null): boolean {
  return needsPhoto === true && photoState !== 'accepted';
}
