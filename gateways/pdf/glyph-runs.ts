/** A piece of text that can be drawn as it is, or one character that no font has. */
export type GlyphRun = { text: string } | { missing: string };

/** Splits a text by what the fonts have: drawable characters stay together, every other one stands alone. */
export function glyphRuns(text: string, hasGlyph: (codePoint: number) => boolean): GlyphRun[] {
  const runs: GlyphRun[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) as number;
    const last = runs.at(-1);
    if (!hasGlyph(codePoint)) runs.push({ missing: codePointName(codePoint) });
    else if (last && 'text' in last) last.text += character;
    else runs.push({ text: character });
  }
  return runs;
}

/** Names a character that cannot be shown, like `U+2B820`. */
function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
