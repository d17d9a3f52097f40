import { useWords } from '../../i18n/index.ts';
import type { ExamSession } from '../../lib/api-types.ts';

/** The provinces to choose from, each with its code. */
export function ProvinceOptions({ provinces }: { provinces: ExamSession['provinces'] }) {
  const { coded } = useWords();
  return provinces.map((province) => (
    <option key={province.code} value={province.code}>
      {coded(province)}
    </option>
  ));
}
