import { residentIdCheckCharacter } from '../../domain/person/id-number.ts';

const DAYS = 28;
const MONTHS = 12;
const BORN_A_DAY = 999;

/**
 * Makes up an ID number with a right checksum that nobody has: its region is none of China's. Another one for every index below three billion
 * in a region.
 * @param region two digits; those from 84 on name no province, and no residence permit
 */
export function madeUpIdNumber(region: 98 | 99, index: number): string {
  const [day, month] = [index % DAYS, Math.floor(index / DAYS) % MONTHS];
  const [serial, county] = [
    Math.floor(index / DAYS / MONTHS) % BORN_A_DAY,
    Math.floor(index / DAYS / MONTHS / BORN_A_DAY),
  ];
  const digits = `${region}${padded(county, 4)}2005${padded(month + 1, 2)}${padded(day + 1, 2)}${padded(serial + 1, 3)}`;
  return digits + residentIdCheckCharacter(digits);
}

const padded = (count: number, width: number) => String(count).padStart(width, '0');
