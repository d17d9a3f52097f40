import { latinLetters } from '../text/foreign-letters.ts';
import { replacer } from '../text/look-alikes.ts';
import { plainName } from '../text/typed-text.ts';
import { FOREIGN_HAN_VARIANTS, HAN_VARIANTS } from './han-variants.ts';

/**
 * Characters that rolls and identity papers use interchangeably, besides traditional and simplified ones. Each group counts
 * as one character when names are compared; shown and printed names never change. They are put together by hand: forms of
 * print and writing, such as Unicode's Unihan notes as z-variants and semantic variants, which those who type a roll take for one another.
 */
const MORE_VARIANTS =
  '·. 龑䶮 升昇陞 苏甦 萧肖 洁㓗 镕熔 喆哲 堃坤 暎映 峰峯 群羣 吉𠮷 高髙 崎﨑嵜 真眞 德徳惪悳 青靑 清淸 曾曽 惠恵 富冨 彦彥 ' +
  '和龢 秋秌 珍珎 勋勛 众衆 村邨 昆崑 岩喦 渊渕 泽沢 滨浜 边辺 斋斎 樱桜 荣栄 广広 龙竜 岛嶋 恒恆 朵朶 略畧 凡凢 裴裵 ' +
  '娴嫺 達逹 强彊 晋晉 吴呉 户戸 兑兌 温溫 录録 说説 黑黒 绿緑 卫衛衞 刘劉 张張 闫阎 吕呂 黄黃 郎郞 曹曺 冰氷 兔兎 柏栢 出岀 喆嚞 ' +
  '姸妍 昻昂 煕熙 鳯鳳 夀寿 栁柳 恱悦 臯皋 鐡铁 聡聪 蘓苏 逈迥 烱炯 翺翱 畱留 濶阔 甯宁 珤宝 昺昞 琹琴';

const COMPARED_AS = comparedAs(
  `${MORE_VARIANTS} ${HAN_VARIANTS} ${FOREIGN_HAN_VARIANTS}`.trim().split(/\s+/),
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
