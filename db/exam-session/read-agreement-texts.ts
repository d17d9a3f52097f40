import type { AgreementText } from '../../domain/exam-session/agreement-texts.ts';
import type { Reader } from '../reader.ts';
import { agreementTexts } from '../schema/index.ts';

/** Reads every version of the texts that candidates are shown. */
export async function readAgreementTexts(db: Reader): Promise<AgreementText[]> {
  return db.select().from(agreementTexts);
}
