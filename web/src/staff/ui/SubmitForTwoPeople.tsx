import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { STAFF_PAGES } from '../lib/pages.ts';
import { useTwoPeopleWords } from '../lib/two-people-words.ts';
import { StaffLink } from './StaffLink.tsx';
import type { Submitted } from './TwoPeople.tsx';

interface SubmitForTwoPeopleProps {
  title: string;
  busy: boolean;
  /** The answer to what was submitted; null: not yet. */
  submitted: Pick<Submitted, 'state'> | null;
  /** The difference that was submitted: what is now, and what will be. */
  difference: [label: string, value: ReactNode][];
  /** What is said where one person was enough. */
  done: string;
  onClose: () => void;
  /** The form that submits it. */
  children: ReactNode;
}

/** Takes what needs a second person, and says once it is submitted that it waits for them, and where. */
export function SubmitForTwoPeople(props: SubmitForTwoPeopleProps) {
  const words = useTwoPeopleWords();
  const { t } = useWords();
  const { submitted, onClose } = props;
  const waits = submitted?.state === 'submitted';
  return (
    <Dialog
      title={props.title}
      onClose={onClose}
      busy={props.busy}
      isDone={submitted !== null}
      actions={
        submitted && (
          <Button look="main" onClick={onClose}>
            {t('common.close')}
          </Button>
        )
      }
    >
      {!submitted && props.children}
      {submitted && (
        <>
          <Notice tone={waits ? 'info' : 'good'} live="status" title={waits ? words.waits : props.done}>
            {waits && (
              <p>
                {words.waitsText} <StaffLink to={STAFF_PAGES.inbox.path}>{words.inbox}</StaffLink>
              </p>
            )}
          </Notice>
          <Facts items={props.difference} />
        </>
      )}
    </Dialog>
  );
}
