import type { CodeWords } from '../cells/export-cell.ts';
import type { AgreementKind } from './agreement-texts.ts';

/** What each kind of text that candidates are shown is called. */
export const TEXT_KIND_WORDS: CodeWords<AgreementKind> = {
  agreement: { zh: '报名协议', en: 'Registration agreement' },
  pledge: { zh: '诚信承诺书', en: 'Integrity pledge' },
  terms: { zh: '用户服务协议', en: 'Terms of service' },
  privacy: { zh: '用户隐私政策', en: 'Privacy policy' },
};
