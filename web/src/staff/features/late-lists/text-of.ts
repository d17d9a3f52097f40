/** Reads a text file as editors and spreadsheets write them: UTF-8, GB18030, or UTF-16 with its mark; null: it is none. */
export function textOf(bytes: ArrayBuffer): string | null {
  for (const encoding of encodingsOf(new Uint8Array(bytes))) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // No text has one: it is UTF-16 without a mark, or a file of another kind.
      return text.includes('\0') ? null : text;
    } catch {
      // It may be the next one.
    }
  }
  return null;
}

function encodingsOf([first, second]: Uint8Array): string[] {
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  return ['utf-8', 'gb18030'];
}
