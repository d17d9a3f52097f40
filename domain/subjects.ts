export type Level = 4 | 6;
export type Mode = 'written' | 'oral';

/** A subject of the catalogue, e.g. `1` 英语四级笔试. The catalogue is data. */
export interface Subject {
  code: string;
  nameZh: string;
  nameEn: string;
  language: string;
  level: Level;
  mode: Mode;
}

/** The language whose level 6 requires an earlier level 4 score; the other languages require none. */
export const SCORED_LANGUAGE = 'en';
