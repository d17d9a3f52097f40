import { formatBeijingTime } from '../beijing-time.ts';
import type { AuditAction, ExportedList } from '../audit.ts';
import type { CodeWords } from '../cells/export-cell.ts';
import type { AgreementKind } from '../exam-session/agreement-texts.ts';
import { SETTING_FIELD_WORDS } from '../exam-session/setting-field-words.ts';
import { TEXT_KIND_WORDS } from '../exam-session/text-words.ts';
import type { FieldChange } from '../field-changes.ts';
import type { Language } from '../moments.ts';
import { codeWords, ownOf } from './audit-values.ts';
import { filterWords } from './filter-codes.ts';
import { FILTER_WORDS } from './filter-words.ts';
import { referenceText } from './reference-words.ts';

/** Every name that the details of an entry may have, so that a new one has words as well. */
type DetailName = AuditAction extends infer Each
  ? Each extends { details: infer Details }
    ? Exclude<keyof Details, 'from' | 'to' | 'changes'>
    : never
  : never;

const DETAIL_WORDS: Record<DetailName, Record<Language, string>> = {
  by: { zh: '方式', en: 'By' },
  changed: { zh: '号码有变', en: 'Number changed' },
  closesAt: { zh: '截止时间', en: 'Closes' },
  columns: { zh: '栏目', en: 'Columns' },
  copyOf: { zh: '复制自', en: 'Copy of' },
  count: { zh: '数量', en: 'Number' },
  done: { zh: '已完成', en: 'Done' },
  email: { zh: '邮箱', en: 'Email' },
  examSessionId: { zh: '考次', en: 'Exam session' },
  fields: { zh: '查看的栏目', en: 'Fields shown' },
  fileBytes: { zh: '文件字节数', en: 'Bytes of the file' },
  fileDigest: { zh: '文件摘要', en: 'Digest of the file' },
  filter: { zh: '条件', en: 'Filter' },
  format: { zh: '格式', en: 'Format' },
  idNumber: { zh: '证件号码有变', en: 'ID number changed' },
  insertedCount: { zh: '新增', en: 'Added' },
  kind: { zh: '种类', en: 'Kind' },
  left: { zh: '剩余恢复码', en: 'Recovery codes left' },
  list: { zh: '列表', en: 'List' },
  markMissing: { zh: '标记缺失的人', en: 'Marks who is missing' },
  mode: { zh: '考试方式', en: 'Mode' },
  movedByDays: { zh: '日期后移天数', en: 'Dates moved by days' },
  name: { zh: '姓名有变', en: 'Name changed' },
  newPassportId: { zh: '新通行证ID', en: 'New account ID' },
  oldPassportId: { zh: '原通行证ID', en: 'Former account ID' },
  opensAt: { zh: '开放时间', en: 'Opens' },
  orderNo: { zh: '订单号', en: 'Order number' },
  outcome: { zh: '结果', en: 'Outcome' },
  overwrite: { zh: '覆盖手工更正', en: 'Replaces corrections by hand' },
  proofId: { zh: '证明材料', en: 'Proof' },
  payUntil: { zh: '支付截止', en: 'Pay until' },
  provinceCode: { zh: '省份', en: 'Province' },
  reason: { zh: '原因', en: 'Reason' },
  refused: { zh: '未通过', en: 'Refused' },
  registrations: { zh: '报名数', en: 'Registrations' },
  reviews: { zh: '资格复核数', en: 'Re-checks' },
  role: { zh: '角色', en: 'Role' },
  roomSize: { zh: '每个考场座位数', en: 'Seats of a room' },
  round: { zh: '编排轮次', en: 'Round' },
  rowCount: { zh: '行数', en: 'Rows' },
  scope: { zh: '范围', en: 'Scope' },
  seatCount: { zh: '编排座位数', en: 'Seats arranged' },
  secondFactorRemoved: { zh: '解除身份验证器', en: 'Authenticator removed' },
  secondFactorRequired: { zh: '须用动态验证码', en: 'Code from an authenticator required' },
  seed: { zh: '随机种子', en: 'Random seed' },
  signInsEnded: { zh: '结束的登录数', en: 'Sign-ins ended' },
  skippedCount: { zh: '略过', en: 'Left out' },
  submittedBy: { zh: '提交人', en: 'Submitted by' },
  title: { zh: '名称', en: 'Title' },
  total: { zh: '总数', en: 'Total' },
  unchanged: { zh: '不变', en: 'Unchanged' },
  updatedCount: { zh: '变更', en: 'Changed' },
  version: { zh: '版本', en: 'Version' },
};

const FIELD_WORDS: CodeWords = { ...FILTER_WORDS, ...SETTING_FIELD_WORDS, ...DETAIL_WORDS };

/** Tells whether a field of an entry, or of a filter that it tells of, has words of its own. */
export function hasFieldWords(name: string): boolean {
  return Object.hasOwn(FIELD_WORDS, name.slice(name.lastIndexOf('/') + 1));
}

const VALUE_WORDS = {
  zh: {
    yes: '是',
    no: '否',
    none: '无',
    and: '、',
    colon: '：',
    personal: '另有加密保存的个人信息',
    subject: (code: string) => `科目 ${code}`,
    places: (count: number, first: readonly string[]) =>
      `（${first.join('、')}${count > first.length ? ` 等 ${count} 处` : ''}）`,
  },
  en: {
    yes: 'yes',
    no: 'no',
    none: 'none',
    and: ', ',
    colon: ': ',
    personal: 'Personal values are kept sealed',
    subject: (code: string) => `Subject ${code}`,
    places: (count: number, first: readonly string[]) =>
      ` (${first.join(', ')}${count > first.length ? ` and ${count - first.length} more` : ''})`,
  },
};

/** The fields that name somebody, or to what something was done. */
const REFERENCES = ['submittedBy', 'actor', 'target'];

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z/g;

/** A line of what an entry of the audit log tells: the field in words, and its value, or the old one and the new one. */
export interface AuditLine {
  name: string | null;
  text: string;
}

/** Shows what an entry of the audit log tells as people read it. */
export function auditLines(
  { details, hasPersonal }: { details: object; hasPersonal: boolean },
  language: Language,
): AuditLine[] {
  const lines = toldIn(details as Record<string, unknown>).map(([name, value]) => ({
    name: name === null ? null : fieldText(name, language),
    text: isFilter(name, value)
      ? filterText(value, language, listOf(details))
      : isChange(value)
        ? `${valueText(name, value.from, language)} → ${valueText(name, value.to, language)}${placesText(value, language)}`
        : valueText(name, value, language),
  }));
  return hasPersonal ? [...lines, { name: null, text: VALUE_WORDS[language].personal }] : lines;
}

/** Writes all that an entry tells as one text. */
export function auditText(entry: Parameters<typeof auditLines>[0], language: Language): string {
  const { colon } = VALUE_WORDS[language];
  return auditLines(entry, language)
    .map(({ name, text }) => (name === null ? text : `${name}${colon}${text}`))
    .join(language === 'zh' ? '；' : '; ');
}

/** Names a field; one of a subject, as `1/feeFen`, or of a text, as `text/terms/2026-2/titleZh`, says of which. */
function fieldText(name: string, language: Language): string {
  const steps = name.split('/');
  const field = steps.pop() ?? '';
  const words = Object.hasOwn(FIELD_WORDS, field) ? FIELD_WORDS[field]![language] : field;
  return steps.length === 0 ? words : `${ofWhat(steps, language)} · ${words}`;
}

function ofWhat(steps: readonly string[], language: Language): string {
  const [kind = '', code = '', ...others] = steps;
  if (kind !== 'text') return VALUE_WORDS[language].subject(code || kind);
  const text = Object.hasOwn(TEXT_KIND_WORDS, code) ? TEXT_KIND_WORDS[code as AgreementKind][language] : code;
  return [text, ...others].join(' ');
}

/**
 * Shows a value: moments in Beijing time, money in yuan, codes and what is true or missing in words.
 * @param name the field's; one that ends in `Fen` holds money
 */
export function valueText(name: string | null, value: unknown, language: Language): string {
  const words = VALUE_WORDS[language];
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number' && name?.endsWith('Fen')) return `¥${(value / 100).toFixed(2)}`;
  if (Array.isArray(value))
    return value.map((one) => valueText(name, one, language)).join(words.and) || words.none;
  const text = String(value);
  const code = codeWords(name, text);
  if (code) return code[language];
  if (name !== null && REFERENCES.includes(name)) return referenceText(text, language);
  return text
    .replaceAll(INSTANT, (instant) => formatBeijingTime(Date.parse(instant)).slice(0, 16))
    .replace(/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2})\/(?=\d{4}-)/, '$1 – ');
}

/** Writes the filter of a list field by field, in the words that the list shows. */
export function filterText(
  filter: Readonly<Record<string, unknown>>,
  language: Language,
  list: ExportedList,
): string {
  const { and, colon, none } = VALUE_WORDS[language];
  const { names, codes } = filterWords(list);
  const fields = Object.entries(filter).map(([name, value]) => {
    const named = ownOf(names, name) ?? ownOf(FILTER_WORDS, name);
    const said = ownOf(ownOf(codes, name) ?? {}, String(value));
    return `${named?.[language] ?? name}${colon}${said?.[language] ?? valueText(name, value, language)}`;
  });
  return fields.join(and) || none;
}

function isFilter(name: string | null, value: unknown): value is Record<string, unknown> {
  return name === 'filter' && typeof value === 'object' && value !== null;
}

/** Tells whose filter an entry keeps: an action on many is about people, re-checks or photos as their lists find them. */
function listOf(details: object): ExportedList {
  const { list, kind } = details as { list?: ExportedList; kind?: string };
  if (list !== undefined) return list;
  if (kind === undefined) return 'photos';
  return kind === 'decisions' ? 'reviews' : 'people';
}

/** Lists what is told by name: a change that has none of its own first, then each field of a form. */
function toldIn({
  from,
  to,
  changes,
  ...others
}: Readonly<Record<string, unknown>>): [string | null, unknown][] {
  return [
    ...(from === undefined ? [] : [[null, { from, to }] as [null, unknown]]),
    ...(Array.isArray(changes) ? (changes as FieldChange[]) : []).map(
      ({ field, ...change }): [string, unknown] => [field, change],
    ),
    ...Object.entries(others),
  ];
}

function placesText({ places }: Pick<FieldChange, 'places'>, language: Language): string {
  return places ? VALUE_WORDS[language].places(places.count, places.first) : '';
}

function isChange(value: unknown): value is Pick<FieldChange, 'places'> & { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}
