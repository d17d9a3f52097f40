import { readScope, type Scope } from '../scopes.ts';
import { plainCode } from '../text/code.ts';
import { plainLine, plainTitle } from '../text/typed-text.ts';

/** Reads a scope as somebody meant it who typed it; null when it is none. */
export function scopeMeant(typed: string): Scope | null {
  const [code = '', ...college] = plainLine(typed).split('/');
  return readScope([plainCode(code), ...college.map(plainTitle)].join('/'));
}
