import { isoInstant, type Period } from '../../domain/time.ts';

/** Views of records: one function for each shape that several routes share. */

export function bilingual(record: { nameZh: string; nameEn: string }): { zh: string; en: string } {
  return { zh: record.nameZh, en: record.nameEn };
}

export function namedView(record: { code: string; nameZh: string; nameEn: string }) {
  return { code: record.code, name: bilingual(record) };
}

export function periodView(period: Period) {
  return {
    opensAt: isoInstant(period.opensAt),
    closesAt: isoInstant(period.closesAt),
  };
}
