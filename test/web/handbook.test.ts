import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blocksOf, type Item, piecesOf } from '../../web/src/staff/features/handbook/chapter-blocks.ts';

const FOLDER = join(import.meta.dirname, '../../docs/handbook');

it('reads headings, paragraphs, lists with lists inside, and what is marked', () => {
  const text =
    '# A\n\n## B\n\nOne **two** `three`\nfour.\n\n1. First\n   - inside\n2. Second\n\n![P](../p.png)';
  expect(blocksOf(text)).toEqual([
    { is: 'heading', level: 1, text: 'A' },
    { is: 'heading', level: 2, text: 'B' },
    { is: 'paragraph', text: 'One **two** `three` four.' },
    {
      is: 'list',
      items: [
        { text: 'First', numbered: true, inside: [{ text: 'inside', numbered: false, inside: [] }] },
        { text: 'Second', numbered: true, inside: [] },
      ],
    },
    { is: 'paragraph', text: '![P](../p.png)' },
  ]);
  expect(piecesOf('One **two** `three` [four](4.md)![P](../p.png)')).toEqual([
    { is: 'plain', text: 'One ' },
    { is: 'strong', text: 'two' },
    { is: 'plain', text: ' ' },
    { is: 'code', text: 'three' },
    { is: 'plain', text: ' ' },
    { is: 'link', text: 'four', to: '4.md' },
    { is: 'picture', text: 'P', to: '../p.png' },
  ]);
});

/** Tells whether a link leads to a chapter or picture, and to a heading of it where it names one. */
function isThere(to: string): boolean {
  const [file = '', heading] = to.split('#');
  // The page shows chapters and pictures: other documents are not in it.
  const isShown = /^[\w-]+\.md$/.test(file) || file.startsWith('../images/handbook/');
  if (file === 'README.md' || !isShown || !existsSync(join(FOLDER, file))) return false;
  return heading === undefined || readFileSync(join(FOLDER, file), 'utf8').includes(`\n## ${heading}\n`);
}

it('tells links to chapters and headings from those that lead nowhere', () => {
  const [there, elsewhere] = ['school-admin.md#导入与批次', 'school-admin.md#elsewhere'];
  expect([there, elsewhere, 'nobody.md', 'README.md', '../operations.md'].filter(isThere)).toEqual([there]);
});

it.each(readdirSync(FOLDER).filter((file) => file !== 'README.md'))(
  '%s has no links and pictures that lead nowhere, and nothing that its page cannot show',
  (file) => {
    const textsOf = (items: Item[]): string[] =>
      items.flatMap(({ text, inside }) => [text, ...textsOf(inside)]);
    const texts = blocksOf(readFileSync(join(FOLDER, file), 'utf8')).flatMap((block) =>
      block.is === 'list' ? textsOf(block.items) : [block.text],
    );
    const pieces = texts.flatMap(piecesOf);
    const places = pieces.flatMap((piece) => ('to' in piece ? [piece.to] : []));
    expect(places.filter((to) => !isThere(to))).toEqual([]);
    const plain = pieces.filter((piece) => !('to' in piece)).map((piece) => piece.text);
    expect(plain.filter((text) => /[*`|]|^#/.test(text))).toEqual([]);
    expect(texts).not.toContain('');
  },
);
