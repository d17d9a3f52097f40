import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RULE_RANGES } from '../../domain/exam-session/settings.ts';
import { WINDOW_KINDS } from '../../domain/exam-session/window-rules.ts';
import { hintOf } from '../../web/src/staff/lib/field-hints.ts';

const STAFF = 'web/src/staff';
/** Fields that a form names by what is in a table. */
const FROM_TABLES = [
  ...WINDOW_KINDS.map((kind) => [kind]),
  ...Object.keys(RULE_RANGES).map((rule) => ['rules', rule]),
];
/** Those of filters, and of a form that says itself what they take. */
const IN_NO_FORM = new Set(['unpaid', 'state', 'kind', 'seats']);

async function fields(): Promise<string[][]> {
  const found: string[][] = [];
  for await (const file of glob(`${STAFF}/**/*.tsx`)) {
    const source = await readFile(file, 'utf8');
    if (!/<(?:StaffForm|SettingsForm|PageSettingsForm)\b/.test(source)) continue;
    for (const [, plain, steps] of source.matchAll(
      /<(?:Form|Number)\.?Item[^>]*?\bname=(?:"(\w+)"|\{\[([^\]]+)\]\})/g,
    )) {
      const names = plain === undefined ? (steps ?? '').split(',').map((step) => step.trim()) : [plain];
      const each = names.some((name) => name === 'language') ? ['zh', 'en'] : [''];
      for (const language of each) {
        const path = names.map((name) =>
          name === 'language' && plain === undefined ? language : name.replaceAll("'", ''),
        );
        if (!path.some((step) => step === 'rule' || step === 'key')) found.push(path);
      }
    }
  }
  return found;
}

describe('a field of a form of the console', () => {
  it('says what it takes, in both languages', async () => {
    const all = [...(await fields()), ...FROM_TABLES];
    expect(all.length).toBeGreaterThan(60);
    const without = all
      .filter((path) => !IN_NO_FORM.has(path[0] ?? ''))
      .filter((path) => {
        const hint = hintOf(path);
        return !hint?.zh.endsWith('。') || !hint.en.endsWith('.');
      });
    expect(without.map((path) => path.join('.'))).toEqual([]);
  });
});
