import { STAFF_PAGES } from '../../lib/pages.ts';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { type Block, blocksOf, type Item, piecesOf } from './chapter-blocks.ts';

const FOLDER = '../../../../../docs';
const TEXTS = import.meta.glob<string>(['../../../../../docs/handbook/*.md', '!**/README.md'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const PICTURES = import.meta.glob<string>('../../../../../docs/images/handbook/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** One chapter of the handbook, from its file. */
export function Chapter({ file }: { file: string }) {
  const blocks = blocksOf(TEXTS[`${FOLDER}/handbook/${file}.md`] ?? '');
  return (
    <article className="card handbook" lang="zh-CN">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </article>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.is === 'list') return <List items={block.items} />;
  if (block.is === 'paragraph')
    return (
      <p>
        <Text text={block.text} />
      </p>
    );
  return block.level === 1 ? <h2>{block.text}</h2> : <h3 id={block.text}>{block.text}</h3>;
}

function List({ items }: { items: Item[] }) {
  const Element = items[0]?.numbered ? 'ol' : 'ul';
  return (
    <Element>
      {items.map(({ text, inside }) => (
        <li key={text}>
          <Text text={text} />
          {inside.length > 0 && <List items={inside} />}
        </li>
      ))}
    </Element>
  );
}

function Text({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) => {
    if (piece.is === 'strong') return <strong key={index}>{piece.text}</strong>;
    if (piece.is === 'code') return <code key={index}>{piece.text}</code>;
    if (piece.is === 'picture')
      return (
        <img
          key={index}
          src={PICTURES[`${FOLDER}/${piece.to.replace('../', '')}`]}
          alt={piece.text}
          width={1280}
          height={720}
          loading="lazy"
        />
      );
    if (piece.is === 'link')
      return (
        <StaffLink key={index} to={`${STAFF_PAGES.handbook.path}?chapter=${piece.to.replace('.md', '')}`}>
          {piece.text}
        </StaffLink>
      );
    return piece.text;
  });
}
