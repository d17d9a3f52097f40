import type { AgreementText } from './agreement-texts.ts';
import type { SettingFlaw } from './setting-flaws.ts';

/**
 * Finds what would make a version of a text one that nobody can tell from another, or that changes nothing: by its name, by the
 * moment from which it is in force, by its words.
 * @param texts all versions there are, this one as it was among them
 */
export function agreementTextFlaws(text: AgreementText, texts: readonly AgreementText[]): SettingFlaw[] {
  const others = texts.filter(({ kind, version }) => kind === text.kind && version !== text.version);
  const named = others.find(({ version }) => version.toLowerCase() === text.version.toLowerCase());
  const atOnce = others.find(({ publishedAt }) => publishedAt === text.publishedAt);
  const [before] = others
    .filter(({ publishedAt }) => publishedAt < text.publishedAt)
    .toSorted((one, other) => other.publishedAt - one.publishedAt);
  const same = before && WORDS.every((field) => before[field] === text[field]) ? before : undefined;
  return (
    [
      ['TEXT_VERSION_TAKEN', named],
      ['TEXT_MOMENT_TAKEN', atOnce],
      ['TEXT_SAME', same],
    ] as const
  ).flatMap(([code, other]) => (other ? [{ code, at: nameOf(text), against: nameOf(other) }] : []));
}

const WORDS = ['titleZh', 'titleEn', 'bodyZh', 'bodyEn'] as const;

function nameOf({ kind, version }: AgreementText): string {
  return `${kind}/${version}`;
}
