import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { idNumberIndex } from '../../db/person/personal-index.ts';
import { candidates, eligibilityLists } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import type { ListKind } from '../../domain/roll/eligibility.ts';
import type { DemoPerson } from './people.ts';

interface Example {
  campusCode: string;
  scored: boolean;
  subjectCode: string;
  kind: ListKind;
  reason: string;
}

const EXAMPLES: Example[] = [
  {
    campusCode: '991020',
    scored: false,
    subjectCode: '2',
    kind: 'white',
    reason: '2005 年以前的四级成绩，学校已核验纸质证书',
  },
  {
    campusCode: '981010',
    scored: false,
    subjectCode: '2',
    kind: 'white',
    reason: '交换生，原学校出具四级成绩证明',
  },
  {
    campusCode: '991010',
    scored: true,
    subjectCode: '2',
    kind: 'black',
    reason: '学校决定：本考次暂缓报考六级',
  },
  {
    campusCode: '991030',
    scored: true,
    subjectCode: '1',
    kind: 'black',
    reason: '四级成绩已达 600 分，学校不再安排四级考试',
  },
];

/**
 * Fills in examples of the lists: people near the end of their campus's roll, so that nobody with a sign-in is among
 * them.
 */
export async function fillLists(
  db: Database,
  vault: Vault,
  examSessionId: string,
  people: readonly DemoPerson[],
): Promise<void> {
  for (const { campusCode, scored, subjectCode, kind, reason } of EXAMPLES) {
    const person = people.findLast(
      ({ row, score }) => row.campusCode === campusCode && (score !== null) === scored,
    );
    if (!person) continue;
    const { idType, idNumber } = person.row;
    const found = await db
      .select({ id: candidates.id })
      .from(candidates)
      .where(
        and(
          eq(candidates.examSessionId, examSessionId),
          eq(candidates.idNumberIndex, idNumberIndex(vault, idType, idNumber)),
        ),
      );
    for (const { id } of found) {
      await db
        .insert(eligibilityLists)
        .values({ candidateId: id, subjectCode, kind, reason })
        .onConflictDoNothing();
    }
  }
}
