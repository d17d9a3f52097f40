import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, inArray, ne } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { candidates, examSessions } from '../../../db/schema/index.ts';
import type { RollCells } from '../../../domain/roll/roll.ts';
import { runImportCommand } from '../../../stack/commands/import-command.ts';
import { csvOf, rollTable } from '../../support/table-files.ts';
import { importFixture } from '../../support/import-fixture.ts';
import { wide } from '../../support/typed.ts';
import { mintRollCells } from '../../support/roll-cells.ts';

const fixture = await importFixture();
const folder = await mkdtemp(join(tmpdir(), 'import-command-'));
afterAll(() => rm(folder, { recursive: true }));

const ENVIRONMENT = {
  APP_ENV: 'test',
  DATABASE_URL: fixture.url,
  DATA_KEY: fixture.keys.dataKey,
  INDEX_KEY: fixture.keys.indexKey,
  LANG: 'C.UTF-8',
  INIT_CWD: folder,
};

async function run(args: string[], environment: NodeJS.ProcessEnv = ENVIRONMENT) {
  const lines: string[] = [];
  const progress: string[] = [];
  const exitCode = await runImportCommand({
    args,
    environment,
    clock: fixture.clock,
    print: (line) => lines.push(line),
    onProgress: (line) => progress.push(line),
  });
  return { exitCode, output: lines.join('\n'), progress };
}

let files = 0;
async function fileOf(rows: RollCells[]): Promise<string> {
  files += 1;
  const name = `roll ${files}.csv`;
  await writeFile(join(folder, name), csvOf(rollTable(rows)).bytes);
  return name;
}
const exists = (name: string) =>
  access(join(folder, name)).then(
    () => true,
    () => false,
  );

describe('npm run import', () => {
  it('imports, tells its progress and sums up; the second time nothing changes', async () => {
    const school = await fixture.mintSchool();
    const file = await fileOf([
      mintRollCells({ campusCode: school.campusCode }),
      mintRollCells({ campusCode: school.campusCode }),
    ]);
    const args = ['roll', file, '--session', school.examSessionId];
    const first = await run(args);
    expect(first).toMatchObject({ exitCode: 0, progress: ['2 checked', '2 of 2 imported'] });
    expect(first.output).toContain('2 of 2 changed (2 new, 0 updated, 0 as before)');
    expect((await run(args)).output).toContain('0 of 2 changed (0 new, 0 updated, 2 as before)');
  });

  it('means the open exam session, never a draft made early, and asks where there are several', async () => {
    const school = await fixture.mintSchool();
    const other = await fixture.mintSchool();
    const file = await fileOf([mintRollCells({ campusCode: school.campusCode })]);
    const args = ['roll', file, '--check'];
    const several = await run(args);
    expect(several.exitCode).toBe(2);
    expect(several.output).toContain('Several exam sessions are open: name one of');
    const { db } = fixture;
    await db.update(examSessions).set({ state: 'draft' }).where(ne(examSessions.id, school.examSessionId));
    expect((await run(args)).output).toContain(`Exam session ${school.examSessionId} (open)`);
    await db
      .update(examSessions)
      .set({ state: 'closed' })
      .where(inArray(examSessions.id, [school.examSessionId, other.examSessionId]));
    const only = await run(args);
    await db.update(examSessions).set({ state: 'open' });
    expect(only.output).toMatch(/\(draft\)|are draft|No exam session/);
  });

  it('ends with 1 and a file of bad rows when any is bad, and clears that file once all are good', async () => {
    const school = await fixture.mintSchool();
    const rows = [
      mintRollCells({ campusCode: school.campusCode }),
      mintRollCells({ campusCode: school.campusCode, sex: '' }),
    ];
    const file = await fileOf(rows);
    const args = ['roll', file, '--session', school.examSessionId];
    const refused = await run(args);
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toContain('line 3, 性别 (sex): must not be empty');
    expect(refused.output).toContain('Nothing was imported.');
    expect(await readFile(join(folder, `${file}.errors.csv`), 'utf8')).toContain('REQUIRED');
    expect((await run(args, { ...ENVIRONMENT, LANG: 'zh_CN.UTF-8' })).output).toContain(
      '第 3 行 性别：不能为空',
    );
    expect(await run([...args, '--skip-bad-rows'])).toMatchObject({ exitCode: 0 });
    await writeFile(join(folder, file), csvOf(rollTable(rows.slice(0, 1))).bytes);
    expect(await run(args)).toMatchObject({ exitCode: 0 });
    expect(await exists(`${file}.errors.csv`)).toBe(false);
  });

  it('only checks with --check', async () => {
    const school = await fixture.mintSchool();
    const file = await fileOf([mintRollCells({ campusCode: school.campusCode })]);
    const checked = await run(['roll', file, '--check', '--session', wide(school.examSessionId)]);
    expect(checked).toMatchObject({ exitCode: 0 });
    expect(checked.output).toContain('1 of 1 would change');
    expect(
      await fixture.db.select().from(candidates).where(eq(candidates.examSessionId, school.examSessionId)),
    ).toEqual([]);
  });

  it('keeps to the school it is given', async () => {
    const [school, other] = [await fixture.mintSchool(), await fixture.mintSchool()];
    const file = await fileOf([mintRollCells({ campusCode: other.campusCode })]);
    const refused = await run([
      'roll',
      file,
      '--school',
      wide(school.schoolCode),
      '--session',
      school.examSessionId,
    ]);
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toContain(`campus ${other.campusCode} is outside ${school.schoolCode}`);
  });

  it.each([
    [[], 'roll, scores or photos'],
    [['roll'], 'Name the file'],
    [['roll', 'a', 'b'], 'One file at a time'],
    [['roll', 'a.csv', '--schol', '1'], '--help'],
    [['roll', 'a.csv', '--school', '99'], '5 digits'],
    [['scores', 'a.csv', '--session', '2026-2'], 'leave --session'],
    [['roll', 'nowhere.csv'], 'check the path'],
    [['roll', '.'], 'is not a file'],
  ])('%j ends with 2 and says what to do', async (args, hint) => {
    const { exitCode, output } = await run(args);
    expect(exitCode).toBe(2);
    expect(output).toContain(hint);
  });

  it('says which key or server is wrong, and never more', async () => {
    const school = await fixture.mintSchool();
    const person = mintRollCells({ campusCode: school.campusCode });
    const file = await fileOf([person]);
    const away = await run(['roll', file], {
      ...ENVIRONMENT,
      DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/x',
    });
    expect(away.exitCode).toBe(2);
    expect(away.output).toContain('cannot be reached');
    expect(away.output).not.toContain('hush');
    const key = await run(['roll', file], { ...ENVIRONMENT, DATA_KEY: 'short' });
    expect(key).toMatchObject({ exitCode: 2, output: expect.stringContaining('DATA_KEY') });
    expect(away.output + key.output).not.toContain(person.idNumber);
  });

  it('works on after a change of the key, as the platform does', async () => {
    const school = await fixture.mintSchool();
    const file = await fileOf([mintRollCells({ campusCode: school.campusCode })]);
    const args = ['roll', file, '--session', school.examSessionId];
    await run(args);
    const changed = { ...ENVIRONMENT, DATA_KEY: '5a'.repeat(32) };
    expect(await run(args, changed)).toMatchObject({ exitCode: 2 });
    const again = await run(args, { ...changed, DATA_KEYS_BEFORE: ENVIRONMENT.DATA_KEY });
    expect(again.output).toContain('0 of 1 changed (0 new, 0 updated, 1 as before)');
  });

  it('without an environment asks for the platform of this checkout', async () => {
    const dataDir = join(folder, 'data');
    await mkdir(dataDir);
    const file = await fileOf([mintRollCells()]);
    const { exitCode, output } = await run(['roll', file], { INIT_CWD: folder, CET_DATA_DIR: dataDir });
    expect(exitCode).toBe(2);
    expect(output).toContain('npm start');
  });

  it('runs from the command line', async () => {
    const school = await fixture.mintSchool();
    const file = await fileOf([mintRollCells({ campusCode: school.campusCode })]);
    const output = await new Promise<string>((resolve, reject) =>
      execFile(
        process.execPath,
        ['stack/commands/import.ts', 'roll', file, '--session', school.examSessionId],
        { env: { PATH: process.env.PATH, ...ENVIRONMENT } },
        (error, stdout) => (error ? reject(error) : resolve(stdout)),
      ),
    );
    expect(output).toContain('1 of 1 changed');
  });
});
