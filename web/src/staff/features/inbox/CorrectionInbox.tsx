import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { type Correction, useCorrectionWords } from '../../lib/correction-words.ts';
import { kilobytesOf } from '../../lib/kilobytes.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { StaffLink } from '../../ui/StaffLink.tsx';
import type { ListPage, Shown } from './shown-state.ts';
import { SubmissionInbox } from './SubmissionInbox.tsx';

const api = client.api.staff.corrections;

/** Corrections of saved registrations, which a school submits and somebody else decides by the proofs. */
export function CorrectionInbox({ me, shown, page }: { me: StaffMe; shown: Shown; page: ListPage }) {
  const words = useCorrectionWords();
  const { language } = useWords();
  return (
    <SubmissionInbox
      title={words.inbox}
      queryKey="staffCorrections"
      account={me.account}
      mayDecide
      shown={shown}
      page={page}
      list={async (query) => {
        const { corrections, nextCursor } = await answer(api.$get({ query }));
        return { rows: corrections, nextCursor };
      }}
      ask={(wish) => api.exports.$post({ query: { ...shown, ...wish } })}
      read={(id) => answer(api[':id'].$get({ param: { id } }))}
      decide={(id, json) => answer(api[':id'].decision.$post({ param: { id }, json }))}
      nameOf={({ name }) => name}
      columns={[
        { key: 'person', title: words.person, cell: ({ name, idNumber }) => `${name} ${idNumber}` },
        { key: 'school', title: words.school, cell: ({ schoolCode }) => schoolCode },
        {
          key: 'fields',
          title: words.corrected,
          cell: ({ fields }) => fields.map((field) => words.fields[field]).join(' · '),
        },
      ]}
      factsOf={(correction) => [
        ...words.difference(correction, language),
        ...photosOf(correction, words),
        [words.why, correction.why],
        [words.proofFiles, <Proofs key="proofs" correction={correction} />],
        [
          words.person,
          <StaffLink key="person" to={`${STAFF_PAGES.candidates.path}/${correction.candidateId}`}>
            {words.toCandidate}
          </StaffLink>,
        ],
      ]}
    />
  );
}

function photosOf(
  { id, fields, before, after }: Correction,
  words: ReturnType<typeof useCorrectionWords>,
): [string, ReactNode][] {
  if (!fields.includes('photo')) return [];
  const picture = (which: 'before' | 'after', label: string): [string, ReactNode] => [
    label,
    <img
      key={which}
      src={`/api/staff/corrections/${id}/photos/${which}`}
      alt={label}
      width={108}
      height={144}
    />,
  ];
  return [
    ...(before.photoId === null ? [] : [picture('before', words.photoBefore)]),
    ...(after.photoId === null ? [] : [picture('after', words.photoAfter)]),
  ];
}

function Proofs({ correction: { id, proofs } }: { correction: Correction }) {
  const words = useCorrectionWords();
  return (
    <ul className="plain-list">
      {proofs.map((proof, index) => (
        <li key={proof.id}>
          <a href={`/api/staff/corrections/${id}/proofs/${proof.id}`} download>
            {words.proofFile(index + 1, kilobytesOf(proof))}
          </a>
        </li>
      ))}
    </ul>
  );
}
