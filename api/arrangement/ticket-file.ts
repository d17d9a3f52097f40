import { create } from 'content-disposition';
import type { AdmissionTicket } from '../../gateways/pdf/ticket-content.ts';
import type { Mode } from '../../domain/subjects.ts';

const MODE_NAMES: Record<Mode, string> = { written: '笔试', oral: '口试' };
/** Characters that some file system refuses in a name. */
const REFUSED = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * The headers of a candidate's tickets: saved as `准考证-姓名-笔试.pdf`, or under an ASCII name by what knows no other
 * (RFC 6266).
 */
export function ticketFileHeaders(
  tickets: Pick<AdmissionTicket, 'name'>[],
  examSessionId: string,
  mode: Mode,
): Record<string, string> {
  const name = tickets[0]?.name.replaceAll(REFUSED, '') ?? '';
  return {
    'Content-Type': 'application/pdf',
    'Content-Disposition': create(`准考证-${name}-${MODE_NAMES[mode]}.pdf`, {
      fallback: `admission-ticket-${examSessionId}-${mode}.pdf`,
    }),
  };
}
