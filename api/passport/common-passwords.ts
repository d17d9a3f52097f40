import { dictionary } from '@zxcvbn-ts/language-common';
import { PASSWORD_SYMBOLS } from '../../domain/passport/password.ts';

/** Words and numbers that come first here, and are in no list made elsewhere. */
const HERE =
  'abc abcd cet cet4 cet6 siji liuji siliuji yingyu kaoshi exam xuesheng mima wodemima woaini woaiwojia woshishui nihao ' +
  'baobao tiantian laopo laogong xiaoming xiaohong zhongguo weixin wechat taobao alipay baidu tencent huawei xiaomi qwer asdf zxcv login ' +
  '123 1234 520 1314 5201314 666 888 168';

const COMMON = new Set([...(dictionary['passwords-common'] as string[]), ...HERE.split(' ')]);
const SYMBOLS = new RegExp(`[${PASSWORD_SYMBOLS}]`, 'g');
const LETTERS: Record<string, string> = { '@': 'a', $: 's', '0': 'o', '1': 'i', '3': 'e', '!': 'i' };

/** The digits that are typed with the shift key, as in `zaq1@wsx`. */
const SHIFTED = '!@#$%^&*';

/**
 * Tells whether a password, whatever its capital letters, is among the first that are guessed: one of a list, with symbols put in or
 * for letters, or for digits on the same key; or a word of it, or one letter, with a number of it or a year, e.g. `password@2026`.
 */
export function isCommonPassword(password: string): boolean {
  const normalised = password.toLowerCase();
  const bare = normalised.replace(SYMBOLS, '');
  if ([normalised, bare, lettersOf(normalised), unshifted(normalised)].some((one) => COMMON.has(one)))
    return true;
  const [, word = '', number = ''] =
    /^(.*?)[!@#$%^&*_-]*(\d*)$/.exec(normalised.replace(/[!@#$%^&*_-]+$/, '')) ?? [];
  const [, first = '', rest] = /^(\d+)([a-z]+)$/.exec(bare) ?? [];
  if (rest !== undefined && isNumber(first) && (rest.length === 1 || isWord(rest))) return true;
  const stem = word.replace(SYMBOLS, '');
  return [stem, lettersOf(word)].some((one) => isWord(one)) && isNumber(number);
}

function lettersOf(text: string): string {
  return text.replace(/[@$013!]/g, (one) => LETTERS[one] ?? one).replace(SYMBOLS, '');
}

function unshifted(text: string): string {
  return text.replace(/[!@#$%^&*]/g, (one) => String(SHIFTED.indexOf(one) + 1));
}

function isWord(text: string): boolean {
  return COMMON.has(text) || /^(.)\1+$/.test(text);
}

function isNumber(text: string): boolean {
  return (
    text === '' || COMMON.has(text) || /^(?:19|20)\d\d$|^(\d)\1*$/.test(text) || '01234567890'.includes(text)
  );
}
