import type { z } from 'zod';
import type { passportRowSchema } from '../../../../../api/lookup/schemas.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useCandidateWords } from './words.ts';

/** Passports with what they are to their ID number, masked. */
export function PassportTable({ passports }: { passports: z.infer<typeof passportRowSchema>[] }) {
  const words = useCandidateWords();
  return (
    <Table
      caption={words.passports}
      heads={[
        { wide: words.columns.passport },
        words.columns.person,
        words.columns.email,
        words.columns.registeredAt,
        words.columns.state,
      ]}
      rows={passports.map((one) => ({
        key: one.passportId,
        muted: one.closedAt !== null,
        cells: [
          <span key="id" className="breaks">
            {one.passportId}
          </span>,
          `${one.name} ${one.idNumber}`,
          <span key="email" className="breaks">
            {one.email}
            <span className="cell-note">{words.emailVerified(one.emailVerified)}</span>
          </span>,
          <Moment key="at" at={one.registeredAt} />,
          one.closedAt === null ? words.holds[one.hold] : words.closed,
        ],
      }))}
    />
  );
}
