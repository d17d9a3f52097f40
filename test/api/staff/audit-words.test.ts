import { getTableColumns } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import * as schema from '../../../db/schema/index.ts';
import { DEFAULT_SETTINGS } from '../../../domain/exam-session/settings.ts';
import { WINDOW_KINDS } from '../../../domain/exam-session/window-rules.ts';
import { hasFieldWords } from '../../../domain/staff/audit-text.ts';
import { DEFAULT_STAFF_RULES } from '../../../domain/staff/staff-rules.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

/** What is set by forms, by the tables that hold it; without what names a row or counts it. */
const SET = [
  schema.agreementTexts,
  schema.campuses,
  schema.lateLists,
  schema.notices,
  schema.offerings,
  schema.provinces,
  schema.schools,
  schema.subjects,
];
const NOT_SET = new Set([
  'id',
  'code',
  'kind',
  'version',
  'settings',
  'examSessionId',
  'campusCode',
  'subjectCode',
  'schoolCode',
  'provinceCode',
  'title',
  'madeBy',
  'madeAt',
  'endedAt',
]);

const without = (names: Iterable<string>) => [...new Set(names)].filter((name) => !hasFieldWords(name));

describe('what the audit log tells has words', () => {
  it('for every field that staff set', () => {
    const columns = SET.flatMap((table) => Object.keys(getTableColumns(table)));
    const places = ['schoolPrintedSubjects', 'writtenCampusCodes', 'oralLetsOut', 'oralAdmitsOutsidersFrom'];
    const rules = [DEFAULT_SETTINGS, DEFAULT_STAFF_RULES].flatMap((set) => Object.keys(set));
    const more = ['capacity', 'examStartsAt', 'examEndsAt', 'state', ...places, ...WINDOW_KINDS];
    expect(without([...columns, ...rules, ...more].filter((name) => !NOT_SET.has(name)))).toEqual([]);
  });

  it('for every filter of a list that can be exported', async () => {
    const { paths } = (await (await api.get('/api/openapi.json')).json()) as {
      paths: Record<string, { post?: { parameters?: { name: string; in: string }[] } }>;
    };
    const asked = Object.entries(paths)
      .filter(([path]) => path.endsWith('/exports'))
      .flatMap(([, { post }]) => (post?.parameters ?? []).filter((one) => one.in === 'query'))
      .map(({ name }) => name);
    expect(asked.length).toBeGreaterThan(20);
    expect(without(asked)).toEqual([]);
  });
});
