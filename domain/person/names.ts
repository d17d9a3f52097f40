/**
 * Characters that rolls and identity papers use interchangeably. Each group counts as its first member when names are
 * compared; shown and printed names never change.
 */
const VARIANT_GROUPS = [
  '·•‧・.', // middle dots between parts of a transliterated name
  '龑䶮',
  '升昇陞',
  '峰峯',
  '群羣',
  '苏蘇甦',
  '卫衛衞',
  '刘劉',
  '张張',
  '陈陳',
  '杨楊',
  '黄黃',
  '赵趙',
  '吴吳',
  '孙孫',
  '马馬',
  '郑鄭',
  '谢謝',
  '许許',
  '韩韓',
  '冯馮',
  '邓鄧',
  '萧蕭肖',
  '洁潔㓗',
  '镕熔',
  '喆哲',
  '堃坤',
  '闫阎閆閻',
  '吕呂',
  '暎映',
];

const COMPARED_AS = new Map(
  VARIANT_GROUPS.flatMap((group) => [...group].map((member) => [member, [...group][0]] as const)),
);

/**
 * Converts a name to the form in which names are compared: NFKC, no spaces, one middle dot, variants folded, capital
 * letters. Folding is repeated until nothing changes, because a capital letter or a closed gap can create something
 * else to fold.
 */
export function comparableName(name: string): string {
  const folded = [...name.normalize('NFKC').replace(/\s/g, '')]
    .map((character) => COMPARED_AS.get(character) ?? character)
    .join('')
    .toUpperCase();
  return folded === name ? folded : comparableName(folded);
}

/** Masks a name except for the first character: enough to find somebody in a list. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(rest.length);
}
