import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ID_TYPES } from '../../../domain/person/id-number.ts';
import { nameFlaw } from '../../../domain/person/name-flaw.ts';
import { comparableName } from '../../../domain/person/names.ts';
import { plainName } from '../../../domain/text/typed-text.ts';

it.each([
  ['阿卜杜拉·买买提', '阿卜杜拉•买买提'],
  ['阿卜杜拉·买买提', '阿卜杜拉・买买提'],
  ['阿卜杜拉·买买提', '阿卜杜拉．买买提'],
  ['李䶮', '李龑'],
  ['刘峰', '劉峯'],
  ['张苏', '張甦'],
  ['SMITH John', 'smith  john'],
  ['ＪＯＨＮ', 'john'],
  ['王　小明', '王小明'],
  ['café', 'cafe\u0301'],
  ['𠮷野家', '吉野家'],
  ['髙橋', '高桥'],
  ['山﨑', '山崎'],
  ['李\uE863', '李龑'],
  ['王芳', '王芳\u200B'],
  ['阿卜杜拉·买买提', '阿卜杜拉∙买买提'],
  ["SIOBHAN O'NEIL", 'Siobhan O’Neil'],
  ['歐陽飛燕', '欧阳飞燕'],
  ['张伟', '张\u0336伟'],
  ['阿里·江', '阿里··江·'],
  ['John', 'J\u043Ehn'],
  ['SMITH', '\u0405\u041C\u0406\u0422\u041D'],
  ['王一', '王ー'],
  ['郎曹冰兔', '郞曺氷兎'],
  ['柏出喆', '栢岀嚞'],
  ['沢村鴎', '泽村鷗'],
  ['\u0110uro', '\u00D0uro'],
  ['\u0111uro', '\u0189uro'],
  ['\u00F0uro', '\u0256uro'],
  ['Wei\u00DF', 'WEISS'],
  ['WEI\u1E9E', 'Weiss'],
  ['\u2C6Dli', 'ali'],
  ['\uA7ACuo', 'guo'],
  ['L\uA7AE', 'li'],
  ['\u01A6an', 'ran'],
  ["O'Neil", 'O\uA78BNeil'],
  ...'姸妍 昻昂 煕熙 鳯凤 夀寿 栁柳 恱悦 臯皋 鐡铁 聡聪 蘓苏 逈迥 烱炯 翺翱 畱留 濶阔 甯宁 珤宝 昺昞 琹琴 峨峩 偷偸 密宻 睿叡 姐姐 郑鄭 旷昿 瑙碯 璃瓈 琉瑠 葬塟 梅楳 姻婣 尔尒 刃刄'
    .split(' ')
    .map((pair) => [`王${[...pair][0]}`, `王${[...pair][1]}`]),
])('%s and %s are one name', (one, other) => {
  expect(comparableName(one)).toBe(comparableName(other));
});

it.each([
  ['王小明', '王晓明'],
  ['李龙', '李龑'],
  ['王·小明', '王小明'],
  ['芸', '艺'],
  ['李佑', '李祐'],
  ['王圭', '王珪'],
  ['张玟', '张玫'],
])('%s and %s are two', (one, other) => {
  expect(comparableName(one)).not.toBe(comparableName(other));
});

const typed = fc.string({
  unit: fc.constantFrom(..."王芳𠮷吉髙高峯峰·∙.\u200B\u202E\uE863䶮龑’'- ａA蕭萧肖оИРロー—"),
  maxLength: 4,
});

it('what is compared is what it is compared as: being one name is an equivalence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), typed), (name) => {
      const once = comparableName(name);
      expect(comparableName(once)).toBe(once);
      expect(comparableName(plainName(name))).toBe(once);
    }),
    { numRuns: 1000 },
  );
});

it('knows every variant that OpenCC knows', async () => {
  const files = import.meta.resolve('opencc-js/dict/TSCharacters');
  for (const name of ['TSCharacters', 'TWVariants', 'HKVariants']) {
    const { default: pairs } = (await import(files.replace('TSCharacters', name))) as { default: string };
    for (const pair of pairs.split('|')) {
      const [one = '', other = ''] = pair.split(' ');
      expect([one, comparableName(one)]).toEqual([one, comparableName(other)]);
    }
  }
});

it('knows the characters of Japan, but for those that are others in China', async () => {
  const file = import.meta.resolve('opencc-js/dict/TSCharacters').replace('TSC', 'JPShinjitaiC');
  const { default: pairs } = (await import(file)) as { default: string };
  const two = pairs.split('|').filter((pair) => {
    const [one = '', ...others] = pair.split(' ');
    return others.some((other) => comparableName(one) !== comparableName(other));
  });
  expect(two).toEqual(['予 豫', '弁 辨', '欠 缺', '沪 濾', '糸 絲', '缶 罐', '芸 藝']);
});

it.each([
  ['王芳', null],
  ["JEAN-LUC O'NEIL", null],
  ['阿卜杜拉·买买提', null],
  ['王芳3', { code: 'BAD_CHARACTER', character: 'U+0033' }],
  ['李\uE000', { code: 'BAD_CHARACTER', character: 'U+E000' }],
  ['·王', { code: 'BAD_CHARACTER', character: 'U+00B7' }],
  ['王¨芳', { code: 'BAD_CHARACTER', character: 'U+00A8' }],
  ['王￣芳', { code: 'BAD_CHARACTER', character: 'U+FFE3' }],
  ['王゛', { code: 'BAD_CHARACTER', character: 'U+309B' }],
  ['Αͺ', { code: 'BAD_CHARACTER', character: 'U+037A' }],
  ['Z\u0301\u0302\u0303', null],
  ['Zq\u0301\u0302\u0303', { code: 'BAD_CHARACTER', character: 'U+0303' }],
  ['Ặng', null],
  ['王😀', { code: 'BAD_CHARACTER', character: 'U+1F600' }],
  ['王①', { code: 'BAD_CHARACTER', character: 'U+2460' }],
  ['㈱王', { code: 'BAD_CHARACTER', character: 'U+3231' }],
  ['•王', { code: 'BAD_CHARACTER', character: 'U+2022' }],
  ['Иvаn', { code: 'BAD_CHARACTER', character: 'U+0418' }],
  ['Иван Ivan', null],
  ['王ㄅ', { code: 'BAD_CHARACTER', character: 'U+3105' }],
  ['王Ж', { code: 'BAD_CHARACTER', character: 'U+0416' }],
  ['王ก', { code: 'BAD_CHARACTER', character: 'U+0E01' }],
  ['Αнна', { code: 'BAD_CHARACTER', character: 'U+043D' }],
  ['ᎪᎻᎪ', { code: 'BAD_CHARACTER', character: 'U+13AA' }],
  ['ꓙꓳꓠ', { code: 'BAD_CHARACTER', character: 'U+A4D9' }],
  ['王ˉ', { code: 'BAD_CHARACTER', character: 'U+02C9' }],
  ['王〆', { code: 'BAD_CHARACTER', character: 'U+3006' }],
  ['王A', null],
  ['佐々木', null],
  ['ロバート', null],
  ['김하늘', null],
  ['ཚེ་རིང', { code: 'BAD_CHARACTER', character: 'U+0F0B' }],
  ['Χρήστος Ёлкин', null],
  ['阿里—买提', { code: 'BAD_CHARACTER', character: 'U+2014' }],
  ['田中エリ', null],
  ['王芳-', { code: 'BAD_CHARACTER', character: 'U+002D' }],
  ['王—', { code: 'BAD_CHARACTER', character: 'U+2014' }],
  ['王－芳', { code: 'BAD_CHARACTER', character: 'U+FF0D' }],
  ['阿-买', { code: 'BAD_CHARACTER', character: 'U+002D' }],
  ['Ann-王', { code: 'BAD_CHARACTER', character: 'U+002D' }],
  ['Ann-Marie', null],
  ['O\u2033Neil', { code: 'BAD_CHARACTER', character: 'U+2033' }],
  ["O''Neil", { code: 'BAD_CHARACTER', character: 'U+0027' }],
  ['Li\u2026', { code: 'BAD_CHARACTER', character: 'U+2026' }],
  ['J.R. Li', null],
  ['𠮷'.repeat(50), null],
  ['𠮷'.repeat(51), { code: 'TOO_LONG' }],
])('%s: %j', (name, flaw) => {
  expect(nameFlaw(name, null)).toEqual(flaw);
});

it.each([
  ['王ミ', 'U+30DF'],
  ['ミ', 'U+30DF'],
  ['林さくら', 'U+3055'],
  ['鍵ヶ谷', 'U+30F6'],
  ['王ｲ', 'U+FF72'],
  ['金하늘', 'U+D558'],
  ['L\u01C0', 'U+01C0'],
  ['\u01C3Li', 'U+01C3'],
  ['L\uA7F7', 'U+A7F7'],
  ['M\u0259hd\u0259', 'U+0259'],
])('%s is no name on papers issued in China, and may be one on those of others', (name, character) => {
  for (const paper of ID_TYPES) {
    const flaw = paper === 'passport' || paper === 'other' ? null : { code: 'BAD_CHARACTER', character };
    expect(nameFlaw(name, paper)).toEqual(flaw);
  }
});

it.each([
  ['张O', 'U+004F'],
  ['张 o李', 'U+006F'],
  ['o张', 'U+006F'],
  ['张О', 'U+041E'],
  ['张0', 'U+0030'],
])('%s has a sign that may stand for 〇, which is named', (name, character) => {
  for (const paper of ID_TYPES) expect(nameFlaw(name, paper)).toEqual({ code: 'BAD_CHARACTER', character });
});

it.each(["张 O'Neil", 'Olga 张', '张〇', 'Leo 张'])('%s has none', (name) => {
  expect(nameFlaw(name, 'passport')).toBe(null);
});

it.each(['王口', '王ロ', 'SMITH John', '王A', '阿卜杜拉·买买提', '〇'])(
  '%s may stand on any paper',
  (name) => {
    for (const paper of ID_TYPES) expect(nameFlaw(name, paper)).toBe(null);
  },
);
