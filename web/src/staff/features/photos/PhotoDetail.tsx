import type { ReactNode } from 'react';
import { PHOTO_REASONS } from '../../../../../domain/roll/photo-review.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { type Photo, pictureOf, type Verdict } from './photos-query.ts';
import { usePhotoWords } from './words.ts';

const TONES: Record<Photo['state'], Tone> = { unreviewed: 'caution', accepted: 'good', rejected: 'bad' };

interface PhotoDetailProps {
  photo: Photo;
  /** Keys decide about it by now. */
  hasKeys: boolean;
  pending: boolean;
  /** Null where the role only looks. */
  onDecide: ((verdict: Verdict) => void) | null;
}

/** One photo in its size, whose it is, and the decision. */
export function PhotoDetail({ photo, hasKeys, pending, onDecide }: PhotoDetailProps) {
  const words = usePhotoWords();
  return (
    <Card title={words.chosen}>
      <div className="photo-detail">
        <img
          className="photo-big"
          src={pictureOf(photo)}
          alt={words.photoOf(photo.name, photo.studentNumber)}
          width={216}
          height={288}
        />
        <div className="stack">
          <p>
            <Status tone={TONES[photo.state]}>{words.states[photo.state]}</Status>
            {photo.reason && ` ${words.reasons[photo.reason]}`}
          </p>
          <Facts
            items={[
              [words.name, photo.name],
              [words.studentNumber, photo.studentNumber],
              [words.idNumber, photo.idNumber],
              [words.class, [photo.college, photo.className].filter(Boolean).join(' · ')],
              ...(photo.decidedAt
                ? [
                    [
                      words.decided,
                      <>
                        {photo.decidedBy} <Moment at={photo.decidedAt} />
                      </>,
                    ] as [string, ReactNode],
                  ]
                : []),
            ]}
          />
        </div>
      </div>
      {onDecide && (
        <>
          <div className="actions">
            <Button
              look="main"
              pending={pending}
              aria-keyshortcuts={hasKeys ? 'a' : undefined}
              onClick={() => onDecide({ outcome: 'accept' })}
            >
              {words.accept}
            </Button>
          </div>
          <h3>{words.why}</h3>
          <ol className="photo-reasons">
            {PHOTO_REASONS.map((reason) => (
              <li key={reason}>
                <Button disabled={pending} onClick={() => onDecide({ outcome: 'reject', reason })}>
                  {words.reasons[reason]}
                </Button>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
