import { settingFieldText } from '../../../../domain/exam-session/setting-field-words.ts';
import type { SettingFields, SettingValue } from '../../../../domain/field-changes.ts';
import { Moment } from '../../ui/Moment.tsx';
import { useWords } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Outdated } from '../lib/setting-refusals.ts';
import { useSettingsWords } from '../lib/settings-words.ts';
import type { SettingField } from './SettingsForm.tsx';

interface MeanwhileProps {
  found: Outdated;
  /** What was filled in here, by the names of the server; absent: nothing is filled in, only something done. */
  mine?: SettingFields;
  fields: Record<string, Omit<SettingField, 'name'>>;
}

/** What others have changed, beside what it was and what was filled in here. */
export function Meanwhile({ found: { meanwhile, present }, mine, fields }: MeanwhileProps) {
  const words = useSettingsWords();
  const textOf = useValueText();
  const { language } = useWords();
  const changes = meanwhile.flatMap((one) => one.changes);
  const changed = [...new Set(changes.map(({ field }) => field))];
  // Several forms set what one version counts: what this one does not have is only named.
  const here = changed.filter((field) => field in fields);
  const elsewhere = changed.filter((field) => !(field in fields));
  return (
    <Notice tone="caution" live="alert" title={words.meanwhile}>
      <ul className="plain-list">
        {meanwhile.map(({ actor, at, version }) => (
          <li key={version}>
            {words.by(actor)} <Moment at={at} />
          </li>
        ))}
      </ul>
      {here.length > 0 && (
        <Table
          caption={words.meanwhile}
          heads={[words.field, words.before, words.theirs, ...(mine ? [words.mine] : [])]}
          rows={here.map((field) => {
            const show = fields[field]?.show ?? textOf;
            // They are told newest first.
            const before =
              fields[field]?.opened ?? changes.findLast((change) => change.field === field)?.from ?? null;
            return {
              key: field,
              cells: [
                fields[field]?.label ?? field,
                show(before),
                show(present[field] ?? null),
                ...(mine ? [field in mine ? show(mine[field] ?? null) : words.untouched] : []),
              ],
            };
          })}
        />
      )}
      {elsewhere.length > 0 && (
        <p>{words.elsewhere([...new Set(elsewhere.map((field) => settingFieldText(field, language)))])}</p>
      )}
      <p>{mine ? words.kept : words.again}</p>
    </Notice>
  );
}

function useValueText(): (value: SettingValue) => string {
  const words = useSettingsWords();
  return (value) => {
    if (value === null || value === '') return words.none;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (Array.isArray(value)) return value.length === 0 ? words.none : value.join(words.and);
    return String(value);
  };
}
