import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { Notice } from '../../ui/Notice.tsx';
import { UnsavedDialog } from '../../ui/UnsavedDialog.tsx';
import { SettingsForm, type SettingsFormProps } from './SettingsForm.tsx';

interface PageSettingsFormProps<Values, Answer>
  extends Omit<SettingsFormProps<Values, Answer>, 'onSaved' | 'onUnchanged' | 'onCancel'> {
  /** Words for what was saved. */
  saved: string;
  /** Reads anew what is set; the form begins with that. */
  onSaved: (answer: Answer) => Promise<void>;
}

/**
 * A form of settings that is part of a page: it says that it was saved until something else is filled in or sent, and asks before
 * the page is left with what is not saved.
 */
export function PageSettingsForm<Values extends object, Answer = unknown>({
  saved,
  ...props
}: PageSettingsFormProps<Values, Answer>) {
  const [saves, setSaves] = useState(0);
  const [state, setState] = useState<'untouched' | 'filledIn' | 'saved'>('untouched');
  const leaving = useBlocker({
    shouldBlockFn: () => state === 'filledIn',
    // The console reloads itself when somebody else has signed in: nothing may hold that up.
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <>
      <div aria-live="polite">{state === 'saved' && <Notice tone="good">{saved}</Notice>}</div>
      <SettingsForm<Values, Answer>
        key={saves}
        {...props}
        onChange={() => setState('filledIn')}
        save={(values, seen) => {
          setState('filledIn');
          return props.save(values, seen);
        }}
        onUnchanged={() => setState('untouched')}
        onSaved={async (answer) => {
          await props.onSaved(answer);
          setSaves((before) => before + 1);
          setState('saved');
        }}
      />
      {leaving.status === 'blocked' && <UnsavedDialog onDiscard={leaving.proceed} onKeep={leaving.reset} />}
    </>
  );
}
