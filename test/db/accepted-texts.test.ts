import { describe, expect, it } from 'vitest';
import { createTestApi } from '../api/test-api.ts';
import { onDatabase } from '../support/sql.ts';

const api = await createTestApi();
const asApplication = (statement: string) => onDatabase(api.databaseUrl, (sql) => sql.unsafe(statement));

describe('a text that somebody has accepted', async () => {
  const versions = await api.mint.agreements();
  const { id: examSessionId } = await api.mint.examSession();
  const { id: passportId } = await api.mint.passport();
  await api.mint.acceptance(passportId, examSessionId, versions);

  it.each([
    ['agreement', versions.agreementVersion],
    ['pledge', versions.pledgeVersion],
  ])('is neither altered nor deleted: %s', async (kind, version) => {
    const row = `kind = '${kind}' and version = '${version}'`;
    await expect(asApplication(`update agreement_texts set body_zh = 'x' where ${row}`)).rejects.toThrow(
      'stays',
    );
    await expect(asApplication(`delete from agreement_texts where ${row}`)).rejects.toThrow('stays');
  });

  it('keeps no other text from being altered', async () => {
    await asApplication(`insert into agreement_texts (kind, version, title_zh, title_en, body_zh, body_en, published_at)
      values ('pledge', 'never-accepted', 'x', 'x', 'x', 'x', '2999-01-01')`);
    await asApplication(`update agreement_texts set body_zh = 'y' where version = 'never-accepted'`);
    await asApplication(`delete from agreement_texts where version = 'never-accepted'`);
  });
});
