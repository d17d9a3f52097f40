import { useWords } from '../../../i18n/index.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';

/** 咨询电话. */
export function Support() {
  const { t, pick } = useWords();
  const { supportPhone, supportHours } = useExamSession();
  return (
    <Card title={t('home.support')}>
      <Facts
        items={[
          [
            t('support.phone'),
            <a key="phone" href={`tel:${supportPhone}`}>
              {supportPhone}
            </a>,
          ],
          [t('support.hours'), pick(supportHours)],
        ]}
      />
      <p className="muted small">{t('home.supportNote')}</p>
    </Card>
  );
}
