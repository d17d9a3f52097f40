import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import { hasCode, Problem } from '../../lib/problem.ts';
import { useIntent } from '../../lib/use-intent.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextBody } from '../../ui/TextBody.tsx';
import { STAFF_PAGES } from '../lib/pages.ts';
import { useBulkWords } from './bulk-words.ts';
import { StaffLink } from './StaffLink.tsx';

/** Whom something goes to, and how it reads, before it leaves. */
export interface BulkPreview {
  impact: { count: number; first: { name: string; campus: string }[] };
  version: string;
  takesSecondPerson: boolean;
  /** How many of them it does not go to. */
  leftOut?: number;
  example: { subject: string; text: string } | null;
}

/** What whoever sends it has seen. */
export interface BulkSeen {
  seenCount: number;
  seenVersion: string;
}

interface BulkDialogProps {
  title: string;
  /** What is said in place of what is said of mails. */
  wording?: Partial<ReturnType<typeof useBulkWords>>;
  /** Names the filter and the text: another one is asked for anew. */
  about: unknown;
  preview: () => Promise<BulkPreview>;
  send: (seen: BulkSeen, key: string) => Promise<{ id: string }>;
  onSent: () => void;
  onClose: () => void;
}

/** Shows whom an action on many is about, of a mail how it reads, and begins it. Where their number has changed it is shown anew. */
export function BulkDialog({ title, wording, about, preview, send, onSent, onClose }: BulkDialogProps) {
  const words = { ...useBulkWords(), ...wording };
  const { t, language } = useWords();
  const shown = useQuery({ queryKey: ['staffBulk', about], queryFn: preview, gcTime: 0, staleTime: 0 });
  const sending = useIntent(send, {
    onSuccess: onSent,
    onError: (error) => void (hasCode(error, 'COUNT_CHANGED') && shown.refetch()),
  });
  const { data } = shown;
  const count = data?.impact.count ?? 0;
  const going = count - (data?.leftOut ?? 0);
  const number = going.toLocaleString(language);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      busy={sending.isPending}
      isDone={sending.isSuccess}
      actions={
        sending.data ? (
          <Button look="main" onClick={onClose}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={sending.isPending}>
              {t('common.cancel')}
            </Button>
            <Button
              look="main"
              disabled={!data || going === 0 || shown.isFetching}
              pending={sending.isPending}
              onClick={() => data && sending.mutate({ seenCount: count, seenVersion: data.version })}
            >
              {data?.takesSecondPerson ? words.submit(number) : words.send(number)}
            </Button>
          </>
        )
      }
    >
      {sending.data && data ? (
        <Notice
          tone="good"
          live="status"
          title={data.takesSecondPerson ? words.submittedTitle : words.sentTitle}
        >
          <p>
            <StaffLink to={STAFF_PAGES.batch.path.replace('$batch', sending.data.id)}>{words.see}</StaffLink>
          </p>
        </Notice>
      ) : (
        <>
          <ProblemNotice error={shown.error} />
          {!data && !shown.error && <Skeleton />}
          {data && <Preview preview={data} number={number} words={words} />}
          {hasCode(sending.error, 'COUNT_CHANGED') ? (
            <Notice tone="caution" live="alert">
              <p>
                {words.changed(
                  (sending.variables?.seenCount ?? 0).toLocaleString(language),
                  countOf(sending.error).toLocaleString(language),
                )}
              </p>
            </Notice>
          ) : (
            <ProblemNotice error={sending.error} />
          )}
        </>
      )}
    </Dialog>
  );
}

/** The number of people with which a sending was refused. */
function countOf(error: unknown): number {
  return error instanceof Problem ? Number(error.extra.count ?? 0) : 0;
}

function Preview({
  preview,
  number,
  words,
}: {
  preview: BulkPreview;
  number: string;
  words: ReturnType<typeof useBulkWords>;
}) {
  const { language } = useWords();
  const { impact, takesSecondPerson, leftOut = 0, example } = preview;
  if (impact.count === 0) return <p>{words.nobody}</p>;
  return (
    <>
      <Notice tone="caution" live="status" title={words.whom(number)}>
        <p>
          {words.first} {impact.first.map(({ name, campus }) => words.one(name, campus)).join('、')}
        </p>
        {leftOut > 0 && (
          <p>{words.leftOut(impact.count.toLocaleString(language), leftOut.toLocaleString(language))}</p>
        )}
        {takesSecondPerson && <p>{words.second}</p>}
      </Notice>
      {example && (
        <section aria-label={words.example}>
          <h3>{words.example}</h3>
          <p>
            <strong>{words.subject}</strong> {example.subject}
          </p>
          <TextBody text={example.text} />
        </section>
      )}
    </>
  );
}
