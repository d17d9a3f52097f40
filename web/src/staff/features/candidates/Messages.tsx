import { useWords } from '../../../i18n/index.ts';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import type { Dossier } from './candidate-queries.ts';
import { useDossierWords } from './dossier-words.ts';

type Outcome = Dossier['messages'][number]['outcome'];

const TONES: Record<Outcome, Tone> = { waiting: 'caution', sent: 'good', unsent: 'neutral', failed: 'bad' };

/** The mails and texts to a candidate, and what became of them. */
export function MessagesCard({ messages }: Pick<Dossier, 'messages'>) {
  const words = useDossierWords();
  const { pick } = useWords();
  return (
    <Card title={words.messages}>
      <p className="muted">{words.messagesNote}</p>
      {messages.length === 0 ? (
        <p className="empty">{words.noMessages}</p>
      ) : (
        <Table
          caption={words.messages}
          heads={[words.message, words.channel, words.to, words.state, words.moment]}
          rows={messages.map(({ title, channel, to, outcome, at }, index) => ({
            key: index,
            cells: [
              pick(title),
              words.channels[channel],
              <span key="to" className="breaks">
                {to ?? '—'}
              </span>,
              <Status key="state" tone={TONES[outcome]}>
                {words.outcomes[outcome]}
              </Status>,
              <Moment key="at" at={at} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}
