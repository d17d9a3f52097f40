import { readClosedCell, type RollColumn } from '../../../../domain/roll/roll.ts';
import { useWords } from '../../i18n/index.ts';

/** Makes the function that shows a cell of a roll entry, with the words of its language where its values are of a closed list. */
export function useRollCell(): (column: RollColumn, cell: string | undefined) => string {
  const { t } = useWords();
  return (column, cell = '') => {
    const closed = readClosedCell(column, cell);
    switch (closed?.column) {
      case 'sex':
        return t(`roll.${closed.value}`);
      case 'idType':
        return t(`idTypes.${closed.value}`);
      case 'educationLevel':
        return t(`educationLevels.${closed.value}`);
      default:
        return cell;
    }
  };
}
