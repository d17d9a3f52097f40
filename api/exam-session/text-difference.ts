import { diffArrays, diffWordsWithSpace } from 'diff';

/** A stretch of a paragraph: in both texts, only in the earlier, or only in the later one. */
export interface DifferingPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** A paragraph of two texts; of a changed one both wordings are in its parts. */
export interface DifferingParagraph {
  kind: 'same' | 'removed' | 'added' | 'changed';
  parts: DifferingPart[];
}

/** So many changes are looked for; texts that differ by more are shown one after the other. */
const MAX_EDITS = 2_000;
/** A paragraph that keeps less than this share of its characters is another one. */
const KEPT_SHARE = 0.3;

const WORDS = { zh: segmenter('zh'), en: segmenter('en') };

function segmenter(language: string): Intl.Segmenter {
  return new Intl.Segmenter(language, { granularity: 'word' });
}

/** Tells how a text differs from an earlier one: by paragraph, and inside of changed paragraphs by word. */
export function textDifference(earlier: string, later: string, language: 'zh' | 'en'): DifferingParagraph[] {
  const [before, after] = [earlier.split('\n'), later.split('\n')];
  const runs = diffArrays(before, after, { maxEditLength: MAX_EDITS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const paragraphs: DifferingParagraph[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const [run, next] = [runs[index]!, runs[index + 1]];
    if (run.removed && next?.added) {
      paragraphs.push(...reworded(run.value, next.value, language));
      index += 1;
    } else {
      const kind = run.removed ? 'removed' : run.added ? 'added' : 'same';
      paragraphs.push(...run.value.map((text) => whole(kind, text)));
    }
  }
  return paragraphs;
}

/** Pairs paragraphs that were taken out with those that took their place, in their order. */
function reworded(gone: string[], come: string[], language: 'zh' | 'en'): DifferingParagraph[] {
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => {
    const [earlier, later] = [gone[index], come[index]];
    if (earlier === undefined) return [whole('added', later ?? '')];
    if (later === undefined) return [whole('removed', earlier)];
    const parts = wordsOf(earlier, later, language);
    return parts ? [{ kind: 'changed' as const, parts }] : [whole('removed', earlier), whole('added', later)];
  }).flat();
}

function wordsOf(earlier: string, later: string, language: 'zh' | 'en'): DifferingPart[] | null {
  const found = diffWordsWithSpace(earlier, later, {
    intlSegmenter: WORDS[language],
    maxEditLength: MAX_EDITS,
  });
  const kept = (found ?? []).reduce(
    (sum, { value, added, removed }) => sum + (added || removed ? 0 : value.length),
    0,
  );
  if (!found || kept < KEPT_SHARE * Math.min(earlier.length, later.length)) return null;
  return found.map(({ value: text, added, removed }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    text,
  }));
}

function whole(kind: DifferingPart['kind'], text: string): DifferingParagraph {
  return { kind, parts: [{ kind, text }] };
}
