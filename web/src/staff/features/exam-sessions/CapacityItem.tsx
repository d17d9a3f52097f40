import { MAX_CAPACITY } from '../../../../../domain/seats/capacity.ts';
import { NumberItem } from '../../ui/SettingInputs.tsx';
import { useOfferingsWords } from './offerings-words.ts';

/** The field of a number of seats. */
export function CapacityItem({ least = 0, rule }: { least?: number; rule?: string }) {
  const words = useOfferingsWords();
  return (
    <NumberItem
      name="capacity"
      label={words.capacity}
      range={[least, MAX_CAPACITY]}
      unit={words.seatsUnit}
      {...(rule && { rule })}
    />
  );
}
