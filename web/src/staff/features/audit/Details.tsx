import { auditLines } from '../../../../../domain/staff/audit-text.ts';
import { useWords } from '../../../i18n/index.ts';

/** The values of an entry: of what was changed the old one and the new one. */
export function Details(entry: { details: Record<string, unknown>; hasPersonal: boolean }) {
  const { language } = useWords();
  return (
    <ul className="plain-list breaks">
      {auditLines(entry, language).map(({ name, text }) => (
        <li key={name ?? text}>
          {name && <span className="muted">{name}: </span>}
          {text}
        </li>
      ))}
    </ul>
  );
}
