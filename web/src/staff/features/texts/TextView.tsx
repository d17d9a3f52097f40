import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { TextBody } from '../../../ui/TextBody.tsx';
import { Select } from '../../ui/Select.tsx';
import { Difference } from './Difference.tsx';
import { type ListedText, textQuery, versionsQuery } from './texts-query.ts';
import { useTextsWords } from './words.ts';

/** One version of a text in both languages, with what changed since another one. */
export function TextView({ text, onClose }: { text: ListedText; onClose: () => void }) {
  const words = useTextsWords();
  const id = useId();
  const [against, setAgainst] = useState<string>();
  const { data, error } = useQuery(textQuery(text.kind, text.version, against));
  const others = useQuery(versionsQuery(text.kind)).data?.texts ?? [];
  const versions = others.map(({ version }) => version).filter((version) => version !== text.version);
  return (
    <Dialog
      title={`${words.kinds[text.kind]} ${text.version}`}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.close}</Button>}
    >
      <ProblemNotice error={error} />
      {!data && !error && <Skeleton />}
      {data && versions.length > 0 && (
        <div>
          <label htmlFor={id}>{words.compared}</label>
          <Select
            id={id}
            value={data.against ?? ''}
            placeholder="—"
            options={versions.map((value) => ({ value, label: value }))}
            onChange={({ target }) => setAgainst(target.value || undefined)}
          />
        </div>
      )}
      {data && !data.difference && <p className="muted">{words.none}</p>}
      {data &&
        (['zh', 'en'] as const).map((language) => (
          <section key={language} aria-label={words.language[language]}>
            <h3 lang={language}>{data.title[language]}</h3>
            {data.difference ? (
              <Difference paragraphs={data.difference[language]} language={language} />
            ) : (
              <div lang={language}>
                <TextBody text={data.body[language]} />
              </div>
            )}
          </section>
        ))}
    </Dialog>
  );
}
