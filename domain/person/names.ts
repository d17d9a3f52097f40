import { latinLetters } from '../text/foreign-letters.ts';
import { replacer } from '../text/look-alikes.ts';
import { plainName } from '../text/typed-text.ts';
import { FOREIGN_HAN_VARIANTS, HAN_VARIANTS, SEMANTIC_HAN_VARIANTS } from './han-variants.ts';

/**
 * Characters that rolls and identity papers use interchangeably, besides traditional and simplified ones. Each group counts
 * as one character when names are compared; shown and printed names never change. They are put together by hand: forms of
 * print and writing that those who type a roll take for one another, which neither OpenCC nor Unihan has.
 */
const MORE_VARIANTS =
  '·. 苏甦 萧肖 洁㓗 镕熔 喆哲嚞 堃坤 暎映 吉𠮷 高髙 崎﨑嵜 德徳惪悳 青靑 清淸 曾曽 惠恵 富冨 秋秌 珍珎 村邨 岩喦 渊渕 泽沢 滨浜 边辺 斋斎 樱桜 荣栄 广広 龙竜 岛嶋 朵朶 ' +
  '略畧 凡凢 裴裵 達逹 强彊 吴呉 户戸 黑黒 闫阎 曹曺 冰氷 兔兎 柏栢 出岀 姸妍 昻昂 煕熙 鳯鳳 夀寿 栁柳 恱悦 臯皋 鐡铁 聡聪 蘓苏 逈迥 烱炯 翺翱 濶阔 珤宝 昺昞 琹琴 旷昿 梅楳';

const COMPARED_AS = comparedAs(
  `${MORE_VARIANTS} ${HAN_VARIANTS} ${FOREIGN_HAN_VARIANTS} ${SEMANTIC_HAN_VARIANTS}`.trim().split(/\s+/),
);

/** Maps every member of a group to its first; groups that share a member are one. */
function comparedAs(groups: readonly string[]): Map<string, string> {
  const membersOf = new Map<string, Set<string>>();
  for (const group of groups) {
    const members = new Set([...group].flatMap((member) => [...(membersOf.get(member) ?? member)]));
    for (const member of members) membersOf.set(member, members);
  }
  return new Map([...membersOf].map(([member, [first = member]]) => [member, first]));
}

/** Capital letters that look the same, each group after the one they are compared as: those of đ, ð and ɖ, and of ß. */
const sameCapitals = replacer({ Đ: '\u00D0\u0189', SS: '\u1E9E' });

/**
 * Converts a name to the form in which names are compared: as it was meant (`plainName`), no spaces, variants folded,
 * capital letters, Latin ones for all that look like them. Folding is repeated until nothing changes, because a capital letter or a closed gap can create
 * something else to fold.
 */
export function comparableName(name: string): string {
  const variants = [...plainName(name).replace(/\s/g, '')].map(
    (character) => COMPARED_AS.get(character) ?? character,
  );
  const folded = sameCapitals(latinLetters(variants.join('').toUpperCase()));
  return folded === name ? folded : comparableName(folded);
}

/** Masks a name except for the first character: enough to find somebody in a list. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(rest.length);
}
