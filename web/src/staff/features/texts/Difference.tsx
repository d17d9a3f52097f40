import type { TextVersion } from './texts-query.ts';
import { useTextsWords } from './words.ts';

type Paragraph = NonNullable<TextVersion['difference']>['zh'][number];

/** How a text differs from an earlier one: what was taken out is struck, what was put in is underlined. */
export function Difference({ paragraphs, language }: { paragraphs: Paragraph[]; language: 'zh' | 'en' }) {
  const words = useTextsWords();
  if (paragraphs.every(({ kind }) => kind === 'same')) return <p className="muted">{words.same}</p>;
  return (
    <div className="prose difference" lang={language}>
      {paragraphs
        .filter(({ parts }) => parts.some(({ text }) => text.trim() !== ''))
        .map(({ kind, parts }, index) => (
          <p key={index} data-difference={kind}>
            {parts.map((part, at) => (
              <Part key={at} {...part} />
            ))}
          </p>
        ))}
    </div>
  );
}

function Part({ kind, text }: Paragraph['parts'][number]) {
  const words = useTextsWords();
  if (kind === 'same') return text;
  const Marked = kind === 'removed' ? 'del' : 'ins';
  return (
    <Marked>
      <span className="visually-hidden">{words[kind]}</span>
      {text}
    </Marked>
  );
}
