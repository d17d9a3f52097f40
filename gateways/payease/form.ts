import iconv from 'iconv-lite';
import { comparableName } from '../../domain/person/names.ts';

const MAX_CHARACTERS = 16_384;
const MAX_FIELDS = 50;

export type FormBytes = ReadonlyMap<string, Buffer>;

/**
 * Reads the values of a form as the bytes that were sent: PayEase writes GBK, and its digests cover the bytes. Returns
 * null for anything that is no form, or that names a field twice: the digest would cover one value and the reader take
 * the other.
 */
export function readForm(text: string): FormBytes | null {
  if (text === '' || text.length > MAX_CHARACTERS) return null;
  const fields = new Map<string, Buffer>();
  for (const pair of text.split('&')) {
    const [name = '', value = ''] = [pair.split('=', 1)[0], pair.slice(pair.indexOf('=') + 1 || pair.length)];
    const key = bytesOf(name).toString('latin1');
    if (fields.has(key) || fields.size >= MAX_FIELDS) return null;
    fields.set(key, bytesOf(value));
  }
  return fields;
}

/** Writes fields as PayEase reads them: percent-encoded GBK. */
export function writeForm(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${percentEncoded(gbkBytes(value))}`)
    .join('&');
}

/** Encodes a text; of what GBK has not, the form that counts as the same in names, the bare letter, or its code point in brackets. */
function gbkBytes(text: string): Buffer {
  return Buffer.concat(Array.from(text.normalize('NFC'), (character) => gbkCharacter(character)));
}

function gbkCharacter(character: string): Buffer {
  const code = character.codePointAt(0) ?? 0;
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  const forms = [character, ...(/\p{Script=Han}/u.test(character) ? [comparableName(character)] : []), bare];
  const found = forms.find((one) => one !== '' && iconv.decode(iconv.encode(one, 'gbk'), 'gbk') === one);
  return iconv.encode(found ?? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`, 'gbk');
}

/** Decodes a value that is text. */
export function gbkText(value: Buffer | undefined): string {
  return value ? iconv.decode(value, 'gbk') : '';
}

function bytesOf(text: string): Buffer {
  const decoded = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}

function percentEncoded(bytes: Buffer): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
