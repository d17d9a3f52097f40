import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Facts } from '../../ui/Facts.tsx';

interface SupportDialogProps {
  phone: string | undefined;
  hours: string | undefined;
  passportId: string | undefined;
  onClose: () => void;
}

export function SupportDialog({ phone, hours, passportId, onClose }: SupportDialogProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={t('support.title')}
      onClose={onClose}
      actions={
        <Button look="main" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p>{t('support.intro')}</p>
      <Facts
        items={[
          [
            t('support.phone'),
            phone ? (
              <a key="phone" href={`tel:${phone}`}>
                {phone}
              </a>
            ) : (
              '—'
            ),
          ],
          [t('support.hours'), hours || '—'],
        ]}
      />
      {passportId && <Facts items={[[t('passport.id'), <code key="id">{passportId}</code>]]} />}
      <p className="muted small">{t('support.privacy')}</p>
    </Dialog>
  );
}
