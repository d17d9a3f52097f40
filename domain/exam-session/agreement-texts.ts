import { type Instant, MINUTE_MS } from '../time.ts';

/** How long a form may have been open whose text is to be published at once. */
export const PUBLISHED_AT_ONCE_MS = 60 * MINUTE_MS;

export type AgreementKind = 'agreement' | 'pledge' | 'terms' | 'privacy';

/** The kinds of texts, in the order in which candidates are shown them. */
export const AGREEMENT_KINDS: readonly AgreementKind[] = ['agreement', 'pledge', 'terms', 'privacy'];

/** One version of a text that candidates are shown, in both languages. */
export interface AgreementText {
  kind: AgreementKind;
  version: string;
  titleZh: string;
  titleEn: string;
  bodyZh: string;
  bodyEn: string;
  publishedAt: Instant;
}

/** The versions that a candidate has to accept; null where staff have not published one. */
export interface VersionsInForce {
  agreement: string | null;
  pledge: string | null;
}

/** An acceptance of one version of agreement and pledge. */
export interface Acceptance {
  agreementVersion: string;
  pledgeVersion: string;
  acceptedAt: Instant;
}

/** Picks the texts in force, in the order in which they are shown: the newest published one of each kind. */
export function textsInForce(texts: readonly AgreementText[], now: Instant): AgreementText[] {
  return AGREEMENT_KINDS.flatMap((kind) => {
    const published = texts.filter((text) => text.kind === kind && text.publishedAt <= now);
    const [newest] = published.toSorted(
      (one, other) => other.publishedAt - one.publishedAt || (one.version < other.version ? 1 : -1),
    );
    return newest ?? [];
  });
}

/** Picks the versions that a candidate has to accept. */
export function versionsInForce(texts: readonly AgreementText[], now: Instant): VersionsInForce {
  const inForce = textsInForce(texts, now);
  const version = (kind: AgreementKind) => inForce.find((text) => text.kind === kind)?.version ?? null;
  return { agreement: version('agreement'), pledge: version('pledge') };
}

/** Finds when the agreement and pledge now in force were accepted; null when they were not. */
export function acceptedAt(
  acceptances: Acceptance[],
  texts: readonly AgreementText[],
  now: Instant,
): Instant | null {
  const inForce = versionsInForce(texts, now);
  const accepted = acceptances.find(
    ({ agreementVersion, pledgeVersion }) =>
      agreementVersion === inForce.agreement && pledgeVersion === inForce.pledge,
  );
  return accepted?.acceptedAt ?? null;
}
