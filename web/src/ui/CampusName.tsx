import { useWords } from '../i18n/index.ts';
import type { Campus } from '../lib/api-types.ts';

/** The school, and below it the campus with its code. */
export function CampusName({ campus }: { campus: Campus }) {
  const { pick, coded } = useWords();
  return (
    <>
      {pick(campus.school.name)}
      <span className="cell-note">{coded(campus)}</span>
    </>
  );
}
