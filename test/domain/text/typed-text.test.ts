import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainAddress, plainCode } from '../../../domain/text/code.ts';
import { shownCharacter } from '../../../domain/text/shown-character.ts';
import { plainToken } from '../../../domain/text/token.ts';
import { plainLine, plainName, plainProse, unreadableCharacter } from '../../../domain/text/typed-text.ts';

describe('a name', () => {
  it.each([
    ['a zero width space', '王芳\u200B', '王芳'],
    ['a byte order mark', '\uFEFF王芳', '王芳'],
    ['marks of direction', '\u202E王芳\u202C\u2066\u2069\u200F', '王芳'],
    ['a variation selector', '葛\u{E0100}城\uFE00', '葛城'],
    ['joiners and fillers', '王\u2060\u00AD芳\u3164\u034F\u115F', '王芳'],
    ['tags', '王芳\u{E0041}', '王芳'],
    ['NUL and other controls', '王\0芳\u0007\u0085\u001F', '王芳'],
    ['line ends', '王\r\n芳\n', '王 芳'],
    ['any spaces', '\u3000JOHN\u00A0\u2009SMITH ', 'JOHN SMITH'],
    ['only hidden characters', '\u200B\u202E\0\uFE0F', ''],
    ['full width', 'ＪＯＨＮ', 'JOHN'],
    ['Kangxi radicals', '⾺⻰', '马龙'.replace('马', '馬')],
    ['a radical of the supplement', '⻢⻄', '马西'],
    ['a compatibility ideograph', '\uF9F4', '林'],
    ['a stroke', '㇐', '一'],
    ['what GB 18030 kept in the private use area', '李\uE863\uE816\uE843', '李䶮𠂇龹'],
    ['a circle for zero', '张○', '张〇'],
    ['a reading between its marks', '\uFFF9张\uFFFAzhang\uFFFB䶮', '张䶮'],
    ['letters in parts', 'cafe\u0301', 'café'],
    ['only combining marks', '\u0301\u0301', ''],
    ['marks on Han characters', '王\u0301芳 张\u0336伟\u20DD', '王芳 张伟'],
    ['marks on a dot and on a space', '阿\u0301·\u0308里 \u0301江', '阿·里 江'],
    ['a stroke through its letters, and marks of other scripts', 'J\u0336O\u0338H\u0E31N', 'JOHN'],
    ['marks that belong to their letters', 'กั้ नि אָ вй ガ', 'กั้ नि אָ вй ガ'],
    ['dots twice and at the end', '阿··里• ・江·', '阿·里·江'],
    ['Cyrillic letters among Latin ones', 'J\u043Ehn \u0410n\u0430', 'John Ana'],
    ['a word of Cyrillic letters beside a Latin one', '\u0405\u041C\u0406\u0422\u041D John', 'SMITH John'],
    ['Greek letters among Latin ones', 'I\u0391N \u03A1ETER', 'IAN PETER'],
    ['Cyrillic letters alone', 'Анна Иванова', 'Анна Иванова'],
    [
      'kana for Han characters',
      '王ロ 王カ 王エ 王ニ 王ハ 王タ 王ト 王ー芳',
      '王口 王力 王工 王二 王八 王夕 王卜 王一芳',
    ],
    ['half-width kana for Han characters', '王ﾛ', '王口'],
    ['kana of its own', '田中エリ 山田さくらカ ロバート', '田中エリ 山田さくらカ ロバート'],
    ['a dash that may be 一', '王—', '王-'],
    ['the letters of books of pinyin', 'Zhɑng Dɡ', 'Zhang Dg'],
    ['small capitals', 'ᴊᴏʜɴ', 'JOHN'],
    ['a dash in the middle', '王－芳', '王-芳'],
  ])('with %s is read as meant', (_what, typed, meant) => {
    expect(plainName(typed)).toBe(meant);
  });

  it.each([...'·•‧∙⋅・･\u0387ㆍᆞ●⸱ꞏ˙'])('has one middle dot, whether typed as %s', (dot) => {
    expect(plainName(`阿卜杜拉${dot}买买提`)).toBe('阿卜杜拉·买买提');
  });

  it.each([...'’‘ʼ`´′＇ʹ'])('has one apostrophe, whether typed as %s', (apostrophe) => {
    expect(plainName(`O${apostrophe}NEIL`)).toBe("O'NEIL");
  });

  it.each([...'‐‑‒–—−－﹣'])('has one hyphen, whether typed as %s', (hyphen) => {
    expect(plainName(`JEAN${hyphen}LUC`)).toBe('JEAN-LUC');
  });
});

it('nothing that everybody sees becomes a space, or nothing at all', () => {
  const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;
  // Tones of half-width kana, which belong to the letter before, and signs that are nothing to see.
  const isExempt = (one: string) => /[\uFF9E\uFF9F\u2800\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(one);
  const lost: string[] = [];
  for (let code = 0x21; code <= 0xffff; code++) {
    const one = String.fromCodePoint(code);
    if (!seen.test(one) || isExempt(one)) continue;
    for (const read of [plainName, plainCode])
      if (/^x\s*x$/u.test(read(`x${one}x`)) && one !== '·') lost.push(code.toString(16));
  }
  expect(lost).toEqual([]);
});

it.each([
  ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
  ['110105 19491231\u200B 002×', '11010519491231002X'],
  ['Н12345678', 'H12345678'],
  ['1/234567/（8）', '1/234567/(8)'],
  ['A–123', 'A-123'],
])('the code %s is %s', (typed, meant) => {
  expect(plainCode(typed)).toBe(meant);
});

it.each(['.', '。', ')', '>', ' ', '”，请在24小时内打开', '\u200B', '.\n'])(
  'a token is read without what follows: %j',
  (more) => {
    for (const token of ['aB3_-x9', 'one.two.3', '-']) expect(plainToken(`<${token}${more}`)).toBe(token);
  },
);

it('an address is read as meant', () => {
  expect(plainAddress(' ｚhang＠example。com\u200B')).toBe('zhang@example.com');
});

it('free text keeps its width, its punctuation and its lines', () => {
  expect(plainLine('见附件（第２页），\t“真\u202E的”')).toBe('见附件（第２页）， “真的”');
  expect(plainProse('\u0301\n\u0301')).toBe('');
  expect(plainProse('one\0\r\n two\u2028three\n')).toBe('one\ntwo\nthree');
});

it.each([
  ['\uE000', 'U+E000'],
  ['王\u{10FFFD}', 'U+10FFFD'],
  ['\uD800芳', 'U+D800'],
  ['王\uFFFD', 'U+FFFD'],
  ['王\u0378', 'U+0378'],
  ['王𠮷〇', null],
])('names what cannot be read: %j', (text, character) => {
  expect(unreadableCharacter(text, plainName)).toBe(character);
});

it.each([
  ['U+30DF', 'ミ (U+30DF)'],
  ['U+20BB7', '𠮷 (U+20BB7)'],
  ['U+0031', '1 (U+0031)'],
  ['U+E000', 'U+E000'],
  ['U+D800', 'U+D800'],
  ['U+FFFD', '\uFFFD (U+FFFD)'],
  ['U+0301', 'U+0301'],
])('shows %s as %s', (named, shown) => {
  expect(shownCharacter(named)).toBe(shown);
});

const tricky = fc.constantFrom(
  ..."王·•.'’´ -–\u200B\u202E\uFE0F\0\r\n\t\u3000\u0301\uE863\u2E81\u2F00㇐ａＸ×ｶﾞоИロー一\u0336\u3164\u2800ﬁß",
);
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: tricky, maxLength: 12 }),
);

it.each([
  ['plainName', plainName],
  ['plainCode', plainCode],
  ['plainAddress', plainAddress],
  ['plainLine', plainLine],
  ['plainProse', plainProse],
])('%s leaves what it made, whatever it was given', (_name, plain) => {
  fc.assert(
    fc.property(anything, (text) => {
      const once = plain(text);
      expect(plain(once)).toBe(once);
      expect(once).not.toMatch(/[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\n)\p{Cc}/u);
      expect(once).toBe(once.trim());
    }),
    { numRuns: 1000 },
  );
});
