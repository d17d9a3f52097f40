import type { CodeWords } from '../cells/export-cell.ts';
import { MODE_WORDS, SESSION_STATE_WORDS } from '../exam-session/session-words.ts';
import type { NumberHold } from '../passport/number-hold.ts';
import { PHOTO_REASON_WORDS } from '../roll/photo-review.ts';
import { ROLL_COLUMNS } from '../roll/roll.ts';
import { AUDIT_ACTION_WORDS } from './audit-words.ts';
import {
  BATCH_KIND_WORDS,
  EXPORT_FORMAT_WORDS,
  EXPORTED_LIST_WORDS,
  PAYMENT_EXCEPTION_WORDS,
} from './kind-words.ts';
import { ROLE_WORDS } from './role-words.ts';

const HOLD_WORDS: CodeWords<NumberHold> = {
  naming: { zh: '已填写', en: 'named' },
  reserving: { zh: '归其使用', en: 'reserved' },
  claiming: { zh: '申请换绑', en: 'claimed' },
};

const COLUMN_WORDS: CodeWords = {
  ...Object.fromEntries(ROLL_COLUMNS.map(({ key, zh, en }) => [key, { zh, en }])),
  photo: { zh: '照片', en: 'photo' },
  mobile: { zh: '手机', en: 'mobile' },
  email: { zh: '邮箱', en: 'email' },
};

/** The words of codes that the audit log keeps, by the field that holds them; a change that has no name is of a hold. */
const CODES_OF: Readonly<Record<string, CodeWords>> = {
  action: AUDIT_ACTION_WORDS,
  by: { link: { zh: '邮件链接', en: 'mailed link' } },
  columns: COLUMN_WORDS,
  email: { changed: { zh: '已更改', en: 'changed' } },
  fields: COLUMN_WORDS,
  format: EXPORT_FORMAT_WORDS,
  kind: { ...BATCH_KIND_WORDS, ...PAYMENT_EXCEPTION_WORDS },
  list: EXPORTED_LIST_WORDS,
  mode: MODE_WORDS,
  outcome: { accept: { zh: '合格', en: 'accepted' }, reject: { zh: '不合格', en: 'rejected' } },
  reason: PHOTO_REASON_WORDS,
  role: ROLE_WORDS,
  scope: { '*': { zh: '全国', en: 'whole country' } },
  state: SESSION_STATE_WORDS,
};

/** Finds the words of a code in a field; `name` is null for a change that has no name of its own. */
export function codeWords(name: string | null, code: string): CodeWords[string] | undefined {
  const words = name === null ? HOLD_WORDS : ownOf(CODES_OF, name);
  return words && ownOf(words, code);
}

/** Reads what a table says of a key, and nothing that every object has. */
export function ownOf<Value>(of: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
