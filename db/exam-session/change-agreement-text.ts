import { and, eq } from 'drizzle-orm';
import { agreementTextFlaws } from '../../domain/exam-session/agreement-text-flaws.ts';
import { type AgreementText, PUBLISHED_AT_ONCE_MS } from '../../domain/exam-session/agreement-texts.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import { isoInstant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { agreementTexts } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { readAgreementTexts } from './read-agreement-texts.ts';
import { readImpact } from './read-impact.ts';
import { SHARED } from './settings-versions.ts';

/** Reads one version of a text; null when there is none. */
export async function readAgreementText(
  db: Reader,
  { kind, version }: Pick<AgreementText, 'kind' | 'version'>,
): Promise<AgreementText | null> {
  const [row] = await db
    .select()
    .from(agreementTexts)
    .where(and(eq(agreementTexts.kind, kind), eq(agreementTexts.version, version)));
  return row ?? null;
}

/**
 * Adds a version of a text, or changes one that is not published yet: what somebody may have accepted stays as it was.
 * Everybody who is registered accepts a new agreement or pledge anew.
 */
export async function changeAgreementText(
  { db, vault }: { db: Database; vault: Vault },
  text: AgreementText,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const mustBeAccepted = text.kind === 'agreement' || text.kind === 'pledge';
  const form = {
    owner: SHARED,
    scope: '*',
    action: text.publishedAt > request.at ? 'agreementTextScheduled' : 'agreementTextSet',
    read: async (tx: Transaction) => {
      const row = await readAgreementText(tx, text);
      return row && agreementTextFields(row);
    },
    wanted: agreementTextFields(text),
    flaws: async (tx: Transaction): Promise<SettingFlaw[]> => {
      const at = `${text.kind}/${text.version}`;
      const present = await readAgreementText(tx, text);
      if (present && present.publishedAt <= request.at) return [{ code: 'TEXT_PUBLISHED', at }];
      return [
        ...(text.publishedAt < request.at - PUBLISHED_AT_ONCE_MS
          ? [{ code: 'PUBLISHED_IN_THE_PAST' as const, at }]
          : []),
        ...agreementTextFlaws(text, await readAgreementTexts(tx)),
      ];
    },
    ...(mustBeAccepted && { impact: (tx: Transaction) => readImpact(tx, vault, { scope: '*' }) }),
    write: async (tx: Transaction) => {
      await tx
        .insert(agreementTexts)
        .values(text)
        .onConflictDoUpdate({ target: [agreementTexts.kind, agreementTexts.version], set: text });
    },
  } as const;
  return changeSetting(db, form, request);
}

/** Names what is set for a version of a text, as the audit log shows it. */
export function agreementTextFields({
  kind,
  version,
  titleZh,
  titleEn,
  bodyZh,
  bodyEn,
  publishedAt,
}: AgreementText) {
  const fields = { titleZh, titleEn, bodyZh, bodyEn, publishedAt: isoInstant(publishedAt) };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`text/${kind}/${version}/${field}`, value]),
  );
}
