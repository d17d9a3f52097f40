import { useState } from 'react';
import { Notice } from '../../ui/Notice.tsx';
import { SettingsForm, type SettingsFormProps } from './SettingsForm.tsx';
import { useAskBeforeLeaving } from './use-ask-before-leaving.tsx';

interface PageSettingsFormProps<Values, Answer>
  extends Omit<SettingsFormProps<Values, Answer>, 'onSaved' | 'onUnchanged' | 'onCancel'> {
  /** Words for what was saved. */
  saved: string;
  /** The names in the address with which the form changes. */
  ofSearch?: readonly string[];
  /** Reads anew what is set; the form begins with that. */
  onSaved: (answer: Answer) => Promise<void>;
}

/**
 * A form of settings that is part of a page: it says that it was saved until something else is filled in or sent, and asks before
 * the page is left with what is not saved.
 */
export function PageSettingsForm<Values extends object, Answer = unknown>({
  saved,
  ofSearch,
  ...props
}: PageSettingsFormProps<Values, Answer>) {
  const [saves, setSaves] = useState(0);
  const [isSaved, setSaved] = useState(false);
  const { setFilledIn, question } = useAskBeforeLeaving(ofSearch);
  const fillIn = () => {
    setSaved(false);
    setFilledIn(true);
  };
  return (
    <>
      <div aria-live="polite">{isSaved && <Notice tone="good">{saved}</Notice>}</div>
      <SettingsForm<Values, Answer>
        key={saves}
        {...props}
        onChange={fillIn}
        save={(values, seen) => {
          fillIn();
          return props.save(values, seen);
        }}
        onUnchanged={() => setFilledIn(false)}
        onSaved={async (answer) => {
          await props.onSaved(answer);
          setSaves((before) => before + 1);
          setFilledIn(false);
          setSaved(true);
        }}
      />
      {question}
    </>
  );
}
