import { useWords } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useFlawPlace } from '../lib/flaw-places.ts';
import type { Flaw } from '../lib/setting-refusals.ts';
import { useSettingsWords } from '../lib/settings-words.ts';
import { StaffLink } from './StaffLink.tsx';

interface FlawListProps {
  flaws: Flaw[];
  /** What is said of those that are no mere notes; absent: that they are refused. */
  title?: string;
  /** Finds the address of the page where one is mended. */
  mendPath?: (flaw: Flaw) => string | null;
  /** Tells which of them are set at a level around one's own: that is said, and nothing leads there. */
  isSetAround?: (flaw: Flaw) => boolean;
  /** How many there are, where not all of them are told. */
  count?: number;
}

/** What was found, each with where it is: apart what is refused, and what is only to be seen. */
export function FlawList({ flaws, title, mendPath, isSetAround, count = flaws.length }: FlawListProps) {
  const words = useSettingsWords();
  const [refused, notes] = [flaws.filter(({ isNote }) => !isNote), flaws.filter(({ isNote }) => isNote)];
  const link = { ...(mendPath && { mendPath }), ...(isSetAround && { isSetAround }) };
  return (
    <>
      {refused.length > 0 && (
        <Notice tone="bad" live="alert" title={title ?? words.flaws}>
          <Flaws flaws={refused} {...link} />
        </Notice>
      )}
      {notes.length > 0 && (
        <Notice tone="caution" live="status" title={words.notes}>
          <Flaws flaws={notes} {...link} />
        </Notice>
      )}
      {count > flaws.length && <p className="muted">{words.shown(flaws.length, count)}</p>}
    </>
  );
}

function Flaws({ flaws, mendPath, isSetAround }: Pick<FlawListProps, 'flaws' | 'mendPath' | 'isSetAround'>) {
  const words = useSettingsWords();
  const { pick } = useWords();
  const placeOf = useFlawPlace();
  return (
    <ul className="flaws">
      {flaws.map((flaw, index) => {
        const isAround = isSetAround?.(flaw) === true;
        const path = isAround ? null : mendPath?.(flaw);
        return (
          <li key={index} data-flaw={flaw.code}>
            <span>
              <strong className="breaks">
                {placeOf(flaw.at)}
                {flaw.against !== null && ` (${placeOf(flaw.against)})`}
              </strong>{' '}
              {pick(flaw.messages)}
              {isAround && ` ${words.setAround}`}
            </span>
            {path && (
              <StaffLink to={path}>
                {words.mend}
                <span className="visually-hidden"> {placeOf(flaw.at)}</span>
              </StaffLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
