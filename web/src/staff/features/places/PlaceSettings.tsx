import { Moment } from '../../../ui/Moment.tsx';
import type { Place } from './places-query.ts';
import { usePlacesWords } from './words.ts';

/** What is set for a place, in words. */
export function PlaceSettings({ place }: { place: Place }) {
  const words = usePlacesWords();
  if (place.kind === 'province') return words.none;
  if (place.kind === 'school') {
    const printed = place.schoolPrintedSubjects ?? [];
    return printed.length === 0 ? words.selfPrint : words.schoolPrint(printed.join(', '));
  }
  const { writtenCampusCodes = [], oralLetsOut = false, oralAdmitsOutsidersFrom: from = null } = place;
  if (writtenCampusCodes.length === 0 && !oralLetsOut && from === null) return words.ownOnly;
  return (
    <ul className="plain-list">
      {writtenCampusCodes.length > 0 && <li>{words.writtenAt(writtenCampusCodes.join(', '))}</li>}
      {oralLetsOut && <li>{words.letsOutYes}</li>}
      {from !== null && (
        <li>
          {words.admitsFrom}
          <Moment at={from} />
        </li>
      )}
    </ul>
  );
}
