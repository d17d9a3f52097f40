import { useWords } from '../../../i18n/index.ts';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import type { Dossier } from './candidate-queries.ts';
import { useDossierWords } from './dossier-words.ts';
import { PassportTable } from './PassportTable.tsx';
import { useCandidateWords } from './words.ts';

/** The passports of a candidate, and where they are and were signed in. */
export function AccountsCard({ passports, rebinds }: Pick<Dossier, 'passports' | 'rebinds'>) {
  const words = useDossierWords();
  const { passports: title } = useCandidateWords();
  const { t } = useWords();
  const signIns = passports.flatMap((passport) =>
    passport.signIns.map((signIn) => ({ ...signIn, passportId: passport.passportId })),
  );
  return (
    <Card title={title}>
      {rebinds.map(({ id, submittedBy, submittedAt }) => (
        <Notice key={id} tone="caution">
          <p>
            {words.rebindWaits(submittedBy)} <Moment at={submittedAt} />
          </p>
        </Notice>
      ))}
      {passports.length === 0 ? (
        <p className="empty">{words.noPassports}</p>
      ) : (
        <PassportTable passports={passports} />
      )}
      <h3>{words.signIns}</h3>
      {signIns.length === 0 ? (
        <p className="empty">{words.noSignIns}</p>
      ) : (
        <Table
          caption={words.signIns}
          heads={[words.device, words.signedInAt, words.lastUsedAt, words.network, words.state]}
          rows={signIns.map(
            ({ id, system, browser, network, signedInAt, lastUsedAt, isLive, passportId }) => ({
              key: id,
              muted: !isLive,
              cells: [
                <span key="device">
                  {t('signIns.device', {
                    system: t(`signIns.systems.${system}`),
                    browser: t(`signIns.browsers.${browser}`),
                  })}
                  {passports.length > 1 && <span className="cell-note">{passportId.slice(0, 8)}…</span>}
                </span>,
                <Moment key="in" at={signedInAt} />,
                <Moment key="used" at={lastUsedAt} />,
                network,
                isLive ? <Status tone="good">{words.live}</Status> : words.ended,
              ],
            }),
          )}
        />
      )}
    </Card>
  );
}
