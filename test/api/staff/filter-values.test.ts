import { describe, expect, it } from 'vitest';
import type { ExportedList } from '../../../domain/audit.ts';
import { auditText, filterText } from '../../../domain/staff/audit-text.ts';
import { LIST_PERMISSIONS } from '../../../domain/staff/exports.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

interface Schema {
  $ref?: string;
  enum?: string[];
}
interface Document {
  paths: Record<string, { post?: { parameters?: { name: string; in: string; schema: Schema }[] } }>;
  components: { schemas: Record<string, Schema> };
}

/** Lists of which the address does not end in their name. */
const NAMED_OTHERWISE: Record<string, ExportedList> = {
  'imports/{id}/rows': 'batch-rows',
  'imports/{id}/bad-rows': 'bad-rows',
  'late-lists/{id}/people': 'late-people',
  'candidates/{id}/timeline': 'timelines',
  'exam-sessions/{examSession}/offerings': 'offerings',
};
/** What is asked of a file besides the filter: the head does not tell it. */
const OF_THE_FILE = ['language', 'format'];
/** What is the same in words: a code with a meaning has another one in at least one language. */
const said = (list: ExportedList, name: string, code: string) =>
  (['zh', 'en'] as const).every((language) => {
    const value = filterText({ [name]: code }, language, list).split(/：|: /)[1];
    return value !== undefined && value !== '' && (language === 'en' || value !== code);
  });

describe('a filter of a list is told in the words of the list', () => {
  it('for every code that the export of a list may be asked for', async () => {
    const { paths, components } = (await (await api.get('/api/openapi.json')).json()) as Document;
    const codes = Object.entries(paths)
      .filter(([path, { post }]) => path.endsWith('/exports') && post)
      .flatMap(([path, { post }]) => {
        const asked = path.slice('/api/staff/'.length, -'/exports'.length);
        const list = NAMED_OTHERWISE[asked] ?? (asked as ExportedList);
        expect(Object.keys(LIST_PERMISSIONS)).toContain(list);
        return (post?.parameters ?? [])
          .filter((one) => one.in === 'query' && !OF_THE_FILE.includes(one.name))
          .flatMap(({ name, schema }) => {
            const { enum: values = [] } = schema.$ref
              ? components.schemas[schema.$ref.split('/').at(-1)!]!
              : schema;
            return values.map((code) => [list, name, code] as const);
          });
      });
    expect(codes.length).toBeGreaterThan(150);
    expect(codes.filter((one) => !said(...one)).map((one) => one.join(' '))).toEqual([]);
  });

  it.each<[ExportedList, Record<string, string>, string]>([
    ['reviews', { state: 'pending', kind: 'forgotten' }, '状态：未复核、申请方式：忘记准考证号'],
    ['payment-exceptions', { state: 'open', kind: 'late' }, '状态：待处理、种类：超时到账（自动退款）'],
    ['batches', { stage: 'open', kind: 'roll' }, '进度：未结束、种类：学籍'],
    ['rebinds', { state: 'submitted', by: 'decidable' }, '状态：等待审批、谁提交的：等我审批的'],
    [
      'exam-sessions',
      { state: 'open', sort: 'nameZh', order: 'desc' },
      '状态：已开放、排序：中文名称、顺序：降序',
    ],
  ])('of %s, %j', (list, filter, told) => {
    expect(filterText(filter, 'zh', list)).toBe(told);
  });

  it('in the log as well, where a list was exported or an action on many was asked for', () => {
    const at = { from: '2026-11-01T16:00:00.000Z', to: '2026-11-02T16:00:00.000Z' };
    const text = (details: object) => auditText({ details, hasPersonal: false }, 'zh');
    expect(text({ list: 'reviews', filter: { state: 'expired' } })).toBe(
      '列表：资格复核；条件：状态：已失效',
    );
    expect(text({ list: 'audit', filter: { ...at, order: 'asc' } })).toBe(
      '列表：操作日志；条件：起始时间：2026-11-02 00:00、截止时间：2026-11-03 00:00、顺序：升序',
    );
    expect(text({ kind: 'reminders', filter: { stage: 'unpaid' } })).toBe(
      '种类：催缴；条件：进度：有科目未支付',
    );
    expect(text({ kind: 'decisions', filter: { kind: 'old' } })).toBe(
      '种类：批量复核；条件：申请方式：2005 年以前成绩',
    );
  });

  it('at the head of a file', async () => {
    const staff = await api.mint.staffSignIn((await api.mint.staff()).account);
    const head = async (path: string) =>
      (await exportedFile(api, `/api/staff/${path}`, staff)).toString().split('\r\n')[0];
    expect(await head('batches/exports?stage=open&kind=capacity')).toContain('进度：未结束');
    const english = await head('batches/exports?stage=over&kind=capacity&language=en');
    expect(english).toContain('Kind: Seats and fees, Stage: Over');
  });
});
