/**
 * Characters that rolls and identity papers use for each other. Each group is read as its first member when names are
 * compared; what is shown and printed is never changed.
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
 * The form in which two names are compared: NFKC, no spaces, one middle dot, variants folded, capital letters. Folded
 * until nothing changes, because a capital letter or a gap closed can bring up something else to fold.
 */
export function comparableName(name: string): string {
  const folded = [...name.normalize('NFKC').replace(/\s/g, '')]
    .map((character) => COMPARED_AS.get(character) ?? character)
    .join('')
    .toUpperCase();
  return folded === name ? folded : comparableName(folded);
}

/** The first character, the rest hidden: enough to find somebody in a list. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(rest.length);
}
