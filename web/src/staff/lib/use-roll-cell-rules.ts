import { messageInForm } from '../../../../domain/cells/flaws.ts';
import { readRollRow, type RollCells, type RollColumn } from '../../../../domain/roll/roll.ts';
import { useWords } from '../../i18n/index.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { typedRules } from './use-typed-rules.ts';

/** The form around a field, as the kit gives it to its rules. */
interface Around {
  getFieldsValue(): unknown;
}

/**
 * Gives the rules of a field of a roll entry, which is read as the cell of a file is; one that is empty keeps what stands there.
 * @param entry what the entry says, where the form says nothing else
 */
export function useRollCellRules(entry: Partial<RollCells>) {
  const { language } = useWords();
  return (column: RollColumn) => (around: Around) => {
    const problemOf = (typed: string) => {
      if (typed === '' || typed === entry[column]) return undefined;
      const filled = Object.entries(around.getFieldsValue() as Partial<RollCells>).filter(([, cell]) => cell);
      const cells = { ...entry, ...Object.fromEntries(filled), [column]: typed } as RollCells;
      const currentYear = new Date(serverNow()).getFullYear();
      const flaw = readRollRow(cells, { currentYear }).flaws.find((one) => one.column === column);
      return flaw && { text: messageInForm(flaw)[language], isAtOnce: false };
    };
    return typedRules(problemOf)[1];
  };
}
