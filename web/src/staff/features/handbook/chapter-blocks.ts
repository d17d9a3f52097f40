/** An item of a list, with the items of the list inside it. */
export interface Item {
  text: string;
  numbered: boolean;
  inside: Item[];
}

/** A part of a chapter, as its Markdown has it. */
export type Block =
  | { is: 'heading'; level: number; text: string }
  | { is: 'paragraph'; text: string }
  | { is: 'list'; items: Item[] };

/** A stretch of text: plain, or what it is marked as; `to` is the address of a link or a picture. */
export type Piece =
  | { is: 'plain' | 'strong' | 'code'; text: string }
  | { is: 'link' | 'picture'; text: string; to: string };

/** Reads the Markdown that the handbook uses: headings, paragraphs, and lists with one level inside. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of markdown.trim().split(/\n{2,}/)) {
    const heading = /^(#+) (.+)$/.exec(chunk);
    if (heading) blocks.push({ is: 'heading', level: heading[1]!.length, text: heading[2]! });
    else if (ITEM.test(chunk)) blocks.push({ is: 'list', items: itemsOf(chunk.split('\n')) });
    else blocks.push({ is: 'paragraph', text: chunk.replaceAll('\n', ' ') });
  }
  return blocks;
}

const ITEM = /^( *)(\d+\.|-) (.*)/;

function itemsOf(lines: string[]): Item[] {
  const items: Item[] = [];
  for (const line of lines) {
    const [, indent = '', mark = '', text = ''] = ITEM.exec(line) ?? [];
    const last = items.at(-1);
    const into = indent && last ? last.inside : items;
    into.push({ text, numbered: mark !== '-', inside: [] });
  }
  return items;
}

const MARKED = /(\*\*[^*]+\*\*|`[^`]+`|!?\[[^\]]*\]\([^)]+\))/;

/** Reads what is marked inside a line. */
export function piecesOf(text: string): Piece[] {
  return text.split(MARKED).filter(Boolean).map(pieceOf);
}

function pieceOf(text: string): Piece {
  const address = /^(!?)\[([^\]]*)\]\(([^)]+)\)$/.exec(text);
  if (address) return { is: address[1] ? 'picture' : 'link', text: address[2]!, to: address[3]! };
  if (/^\*\*.+\*\*$/.test(text)) return { is: 'strong', text: text.slice(2, -2) };
  if (/^`.+`$/.test(text)) return { is: 'code', text: text.slice(1, -1) };
  return { is: 'plain', text };
}
