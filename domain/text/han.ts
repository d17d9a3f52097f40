/**
 * Han characters in disguise: radicals and strokes that Unicode encodes apart from the characters they look like
 * (EquivalentUnifiedIdeograph.txt), and characters that GB 18030 kept in the private use area before it gave them
 * places of their own (GB 18030-2000 to -2022, rows A8 and FE). Each run names, for consecutive code points, the character
 * that each stands for, itself where there is none.
 */
const RUNS: readonly (readonly [first: number, characters: string])[] = [
  [
    0x2e80,
    '⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟',
  ],
  [0x31c0, '㇀㇁㇂㇃㇄㇅𠃌㇇㇈㇉㇊㇋㇌㇍㇎乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎㇢㇣'],
  [
    0xe815,
    '厂𠂇𠂉𠃌乙㑳㑇刀㔾龴㖞㘚㘎小心㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠牛𡗗龸𤴔䁖䅟𥫗䌷㓁羊𦍌𢦏䎱䎬聿䏝䓖䙡䙌龹䜣䜩䝼䞍𧾷䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
  ],
  [0xe7c7, 'ḿǹ'],
];

const PLAIN = new Map(
  RUNS.flatMap(([first, characters]) =>
    [...characters].map((plain, index) => [String.fromCodePoint(first + index), plain] as const),
  ),
);

/** Radicals, strokes, and the private use area. */
const DISGUISED = /[\u2E80-\u2EF3\u31C0-\u31E3\uE7C7-\uE864]/gu;
/** Kangxi radicals and compatibility ideographs, which Unicode itself maps. */
const COMPATIBLE = /[\u2F00-\u2FDF\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

/** Puts the ordinary Han character for every one in disguise. */
export function plainHan(text: string): string {
  return text
    .replace(DISGUISED, (character) => PLAIN.get(character) ?? character)
    .replace(COMPATIBLE, (character) => character.normalize('NFKC'));
}
