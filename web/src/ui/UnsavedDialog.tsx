import { useWords } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { DialogFrame } from './DialogFrame.tsx';

/** Asks before what was filled in is lost. */
export function UnsavedDialog({ onDiscard, onKeep }: { onDiscard: () => void; onKeep: () => void }) {
  const { t } = useWords();
  return (
    <DialogFrame
      title={t('common.unsaved')}
      onCancel={onKeep}
      actions={
        <>
          <Button onClick={onKeep}>{t('common.keepOn')}</Button>
          <Button look="main-danger" onClick={onDiscard}>
            {t('common.discard')}
          </Button>
        </>
      }
    >
      <p>{t('common.unsavedText')}</p>
    </DialogFrame>
  );
}
