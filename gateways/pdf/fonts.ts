import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A font in two weights, with the characters that it can draw. */
export interface Typeface {
  regular: Buffer;
  bold: Buffer;
}

const packages = createRequire(import.meta.url);

let loaded: Typeface | undefined;

/** Loads Noto Sans SC once: some 30,000 characters, of which each document embeds only those it shows. */
export function typeface(): Typeface {
  loaded ??= {
    regular: fontFile('400Regular/NotoSansSC_400Regular.ttf'),
    bold: fontFile('700Bold/NotoSansSC_700Bold.ttf'),
  };
  return loaded;
}

function fontFile(path: string): Buffer {
  return readFileSync(packages.resolve(`@expo-google-fonts/noto-sans-sc/${path}`));
}
