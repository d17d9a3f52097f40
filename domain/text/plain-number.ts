import { plainCode } from './code.ts';
import { plainHan } from './han.ts';

/** What may stand around a number and says only what it counts; each a pattern. */
export interface NumberWords {
  signs?: string;
  units?: string;
}

/** How amounts of money are written. */
export const MONEY: Required<NumberWords> = {
  signs: '¥|人民币|RMB|CNY',
  units: '元整|元|圆整|圆|块|RMB|CNY',
};
/** How seats are counted. */
export const SEATS: NumberWords = { units: '个座位|个|座|人|席' };

/** A number whose thousands are separated. */
const THOUSANDS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** Reads a number as it was meant, without its sign or unit, and without commas that stand where they separate thousands. */
export function plainNumber(text: string, { signs = '', units = '' }: NumberWords = {}): string {
  const code = plainCode(plainHan(text));
  const unsigned = (signs && new RegExp(`^(?:${signs})(.+)$`, 'i').exec(code)?.[1]) || code;
  const bare = (units && new RegExp(`^(.+?)(?:${units})$`, 'i').exec(unsigned)?.[1]) || unsigned;
  return THOUSANDS.test(bare) ? bare.replaceAll(',', '') : bare;
}
