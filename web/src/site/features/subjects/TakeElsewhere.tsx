import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Button } from '../../../ui/Button.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { NAMED_ELSEWHERE } from './ElsewhereText.tsx';
import type { SeatsElsewhere } from './seats-elsewhere.ts';

interface TakeElsewhereProps {
  elsewhere: SeatsElsewhere[];
  onTake: (row: SubjectRow) => void;
  onClose: () => void;
}

/** Offers the campuses that still have seats to somebody about to wait; nothing if there are none. */
export function TakeElsewhere({ elsewhere, onTake, onClose }: TakeElsewhereProps) {
  const { t, pick } = useWords();
  if (elsewhere.length === 0) return null;
  return (
    <Notice tone="info" title={t('waitlist.elsewhereTitle')}>
      <div className="actions">
        {elsewhere.slice(0, NAMED_ELSEWHERE).map(({ campus, seatsFree, row }) => {
          const words = t('waitlist.takeElsewhere', { campus: pick(campus.name), count: seatsFree });
          return row ? (
            <Button
              key={campus.code}
              onClick={() => {
                onTake(row);
                onClose();
              }}
            >
              {words}
            </Button>
          ) : (
            <LinkButton
              key={campus.code}
              to={PATHS.subjects}
              params={{ mode: 'oral' }}
              search={{ campus: campus.code }}
              replace
              onClick={onClose}
            >
              {words}
            </LinkButton>
          );
        })}
      </div>
    </Notice>
  );
}
