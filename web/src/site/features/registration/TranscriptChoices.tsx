import { useWords } from '../../../i18n/index.ts';
import type { Registration } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Status } from '../../../ui/Status.tsx';

/** The choice made for each level, and the way to change it. */
export function TranscriptChoices({ registration }: { registration: Registration }) {
  const { t } = useWords();
  return (
    <Card title={t('titles.transcripts')}>
      <Facts
        items={registration.transcripts.map(({ level, kind, choice }) => [
          t(`transcripts.${kind}${level}`),
          choice ? (
            t(`transcripts.${choice}`)
          ) : (
            <Status key={level} tone="caution">
              {t('transcripts.notChosen')}
            </Status>
          ),
        ])}
      />
      <div className="actions">
        <Action refusal={registration.actions.chooseTranscripts}>
          {(props) =>
            props.disabled ? (
              <Button {...props}>{t('transcripts.choose')}</Button>
            ) : (
              <LinkButton to={PATHS.transcripts}>{t('transcripts.choose')}</LinkButton>
            )
          }
        </Action>
      </div>
    </Card>
  );
}
