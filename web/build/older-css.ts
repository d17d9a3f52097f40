import type { Plugin } from 'vite';

/** Two sides in one property, which Safari knows since 14.1 only. */
const BOTH_SIDES = /(?<=[{;]\s*)(padding|margin|inset)-(inline|block)\s*:\s*([^;{}]+)/g;
/** Ours are languages that are written from left to right and top to bottom. */
const SIDES: Record<string, string> = {
  'inset-inline-start': 'left',
  'inset-inline-end': 'right',
  'inset-block-start': 'top',
  'inset-block-end': 'bottom',
  'border-start-start-radius': 'border-top-left-radius',
  'border-start-end-radius': 'border-top-right-radius',
  'border-end-start-radius': 'border-bottom-left-radius',
  'border-end-end-radius': 'border-bottom-right-radius',
};
const ONE_SIDE =
  /(?<=[{;]\s*)(?:inset-(?:inline|block)-(?:start|end)|border-(?:start|end)-(?:start|end)-radius)(?=\s*:)/g;

/**
 * Writes the logical sides of style sheets in words that the browsers of the floor know. Without this the build would lower them
 * by rules for each language of the world, which makes four times as much of the console's.
 */
export function olderCss(): Plugin {
  return {
    name: 'older-css',
    transform: {
      filter: { id: /\.css$/ },
      handler: (css) => ({ code: inOlderWords(css), map: null }),
    },
  };
}

/** Writes `padding-inline: a b` and its like as two properties, and `inset-inline-start` as `left`. */
export function inOlderWords(css: string): string {
  return css
    .replaceAll(BOTH_SIDES, (_, what: string, axis: string, value: string) => {
      const [start = '', end = start] = partsOf(value.trim());
      return `${what}-${axis}-start: ${start}; ${what}-${axis}-end: ${end}`;
    })
    .replaceAll(ONE_SIDE, (name) => SIDES[name] ?? name);
}

/** Takes a value apart at the spaces that are in no brackets. */
function partsOf(value: string): string[] {
  let depth = 0;
  let parts = [''];
  for (const character of value) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (/\s/.test(character) && depth === 0) parts = [...parts, ''];
    else parts[parts.length - 1] += character;
  }
  return parts.filter(Boolean);
}
