import type { ReactNode } from 'react';
import { GATEWAY_WORDS } from '../../../../../domain/gateway-words.ts';
import { ORDER_STATE_WORDS } from '../../../../../domain/registration/order-words.ts';
import { REVIEW_STATE_WORDS } from '../../../../../domain/staff/review-words.ts';
import { useWords } from '../../../i18n/index.ts';
import { CampusName } from '../../../ui/CampusName.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment, PeriodText } from '../../../ui/Moment.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import type { Dossier } from './candidate-queries.ts';
import { ActorName } from './ActorName.tsx';
import { useDossierWords } from './dossier-words.ts';

/** The registration of a candidate, with its entries and places in queues. */
export function RegistrationCard({
  registration,
  extraWindow,
}: Pick<Dossier, 'registration' | 'extraWindow'>) {
  const words = useDossierWords();
  const { t, pick } = useWords();
  const late: [string, ReactNode][] = extraWindow
    ? [
        [words.late, <PeriodText key="late" period={extraWindow} />],
        [words.latePayUntil, <Moment key="pay" at={extraWindow.payUntil} />],
      ]
    : [];
  if (!registration)
    return (
      <Card title={words.registration}>
        <p className="empty">{words.neverRegistered}</p>
        {late.length > 0 && <Facts items={late} />}
      </Card>
    );
  const { stage, savedAt, entries, waits, transcripts } = registration;
  return (
    <Card title={words.registration}>
      <Facts
        items={[
          [words.stage, t(`stages.${stage}`)],
          [words.savedAt, savedAt ? <Moment at={savedAt} /> : ''],
          [words.campus, <CampusName key="campus" campus={registration.campus} />],
          ...late,
          ...([4, 6] as const).flatMap((level): [string, string][] =>
            transcripts[level] === null
              ? []
              : [[words.transcript(level), t(`transcripts.${transcripts[level]}`)]],
          ),
        ]}
      />
      <h3>{words.entries}</h3>
      {entries.length + waits.length === 0 ? (
        <p className="empty">{words.noEntries}</p>
      ) : (
        <Table
          caption={words.entries}
          heads={[words.subject, words.campus, words.fee, words.state, words.moment]}
          rows={[
            ...entries.map(
              ({ id, subject, campus, feeFen, state, isSettling, deadlineAt, paidAt, takenAt }) => ({
                key: id,
                cells: [
                  pick(subject.name),
                  <CampusName key="campus" campus={campus} />,
                  <Fee key="fee" fen={feeFen} />,
                  state === 'paid' ? (
                    <Status tone="good">{words.paid}</Status>
                  ) : (
                    <Status tone="caution">{isSettling ? words.settling : words.unpaid}</Status>
                  ),
                  <span key="moment">
                    {paidAt ? (
                      <Moment at={paidAt} />
                    ) : deadlineAt ? (
                      <>
                        {words.payUntil} <Moment at={deadlineAt} />
                      </>
                    ) : (
                      <Moment at={takenAt} />
                    )}
                  </span>,
                ] as [string, ...React.ReactNode[]],
              }),
            ),
            ...waits.map(({ id, subject, campus, joinedAt }) => ({
              key: id,
              cells: [
                pick(subject.name),
                <CampusName key="campus" campus={campus} />,
                '',
                <Status key="state" tone="info">
                  {words.waiting}
                </Status>,
                <Moment key="moment" at={joinedAt} />,
              ] as [string, ...React.ReactNode[]],
            })),
          ]}
        />
      )}
    </Card>
  );
}

/** The orders of a candidate, with what the gateway said of them last. */
export function OrdersCard({ orders }: Pick<Dossier, 'orders'>) {
  const words = useDossierWords();
  const { language, pick } = useWords();
  return (
    <Card title={words.orders}>
      {orders.length === 0 ? (
        <p className="empty">{words.noOrders}</p>
      ) : (
        <Table
          caption={words.orders}
          heads={[{ wide: words.orderNo }, words.state, words.amount, words.gateway, words.moments]}
          rows={orders.map((order) => ({
            key: order.orderNo,
            cells: [
              <span key="no" className="breaks">
                {order.orderNo}
                <span className="cell-note">
                  {order.lines.map(({ subject }) => pick(subject.name)).join('、')}
                </span>
              </span>,
              ORDER_STATE_WORDS[order.state][language],
              <Fee key="fee" fen={order.amountFen} />,
              <span key="gateway" className="breaks">
                {GATEWAY_WORDS[order.gateway][language]}
                <span className="cell-note">{order.tradeNo ?? words.noTrade}</span>
                <span className="cell-note">
                  {order.askedAt ? (
                    <>
                      {words.askedAt} <Moment at={order.askedAt} />
                    </>
                  ) : (
                    words.neverAsked
                  )}
                </span>
              </span>,
              <ul key="moments" className="plain-list">
                <li>
                  {words.openedAt} <Moment at={order.openedAt} />
                </li>
                {order.paidAt && (
                  <li>
                    {words.paidAt} <Moment at={order.paidAt} />
                  </li>
                )}
                {order.refund && (
                  <li>
                    {words.refund} <Fee fen={order.refund.amountFen} />{' '}
                    {order.refund.doneAt ? <Moment at={order.refund.doneAt} /> : words.refunding}
                  </li>
                )}
              </ul>,
            ],
          }))}
        />
      )}
    </Card>
  );
}

/** The re-checks of a candidate. */
export function ReviewsCard({ reviews }: Pick<Dossier, 'reviews'>) {
  const words = useDossierWords();
  const { language } = useWords();
  if (reviews.length === 0) return null;
  return (
    <Card title={words.reviews}>
      <Table
        caption={words.reviews}
        heads={[words.state, words.score, words.submittedAt, words.decided]}
        rows={reviews.map(({ id, state, score, submittedAt, filedBy, decidedBy, decidedAt }) => ({
          key: id,
          cells: [
            REVIEW_STATE_WORDS[state][language],
            score,
            <span key="at">
              <Moment at={submittedAt} />
              {filedBy && <span className="cell-note">{words.filedBy(filedBy)}</span>}
            </span>,
            decidedAt ? (
              <span>
                <Moment at={decidedAt} />
                <span className="cell-note">{decidedBy && <ActorName actor={decidedBy} />}</span>
              </span>
            ) : (
              ''
            ),
          ],
        }))}
      />
    </Card>
  );
}
