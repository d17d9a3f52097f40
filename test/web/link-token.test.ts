import { expect, it } from 'vitest';
import { linkToken } from '../../web/src/lib/link-token.ts';

it.each([
  ['none', undefined],
  ['nothing', ''],
  ['a character that nobody sees', '\0'],
  ['several of them', '\0\u200B\r\n'],
  ['a way up', '..'],
  ['a way to another page', '../../staff/me'],
  ['a question', '?'],
  ['a mark', '#top'],
  ['what is not Latin', '请打开'],
  ['a token with what was copied along', 'abc-_.D1。请打开'],
])('a link whose token is %s asks for one segment of the path', (_, typed) => {
  const token = linkToken(typed);
  const { pathname, search, hash } = new URL(`/api/password-resets/${token}`, 'http://localhost');
  expect({ pathname, search, hash }).toEqual({
    pathname: `/api/password-resets/${token}`,
    search: '',
    hash: '',
  });
  expect(token).not.toBe('');
});

it('leaves a token as it was made', () => {
  expect(linkToken('aB3-_.xY')).toBe('aB3-_.xY');
  expect(linkToken('\0')).toBe(linkToken(''));
});
