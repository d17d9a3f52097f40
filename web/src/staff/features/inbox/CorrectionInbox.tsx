import { CORRECTED_FIELDS } from '../../../../../domain/registration/corrected-field.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
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
      ask={(query) => api.exports.$post({ query })}
      read={(id) => answer(api[':id'].$get({ param: { id } }))}
      decide={(id, json) => answer(api[':id'].decision.$post({ param: { id }, json }))}
      withdraw={(id) => answer(api[':id'].withdrawal.$post({ param: { id } }))}
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
      detailOf={comparisonOf}
      factsOf={(correction) => [
        [words.school, [correction.schoolCode, correction.campus].filter(Boolean).join(' · ')],
        [words.studentNumber, correction.studentNumber ?? ''],
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

const comparisonOf = (correction: Correction) => <Comparison correction={correction} />;

/** Old and new side by side, all of what says who somebody is: what changes is marked. */
function Comparison({ correction }: { correction: Correction }) {
  const words = useCorrectionWords();
  const { language } = useWords();
  const { fields, before, after, obstacle } = correction;
  const shown = (person: Correction['before'], which: 'before' | 'after') => ({
    name: person.name,
    idNumber: words.numberOf(person, language),
    photo:
      person.photoId === null ? (
        '—'
      ) : (
        <>
          <Picture id={correction.id} which={which} />
          {person.photoAt && (
            <span className="cell-note">
              {words.photoAt} <Moment at={person.photoAt} />
            </span>
          )}
        </>
      ),
  });
  const [old, next] = [shown(before, 'before'), shown(after, 'after')];
  return (
    <>
      {obstacle && (
        <Notice tone="caution" title={words.obstacle}>
          <p>{obstacle.message[language]}</p>
        </Notice>
      )}
      <Table
        caption={words.compared}
        heads={[words.corrected, words.before, words.after, words.changes]}
        rows={CORRECTED_FIELDS.map((field) => {
          const isChanged = fields.includes(field);
          return {
            key: field,
            cells: [
              words.fields[field],
              <span key="before" className="breaks">
                {old[field]}
              </span>,
              <span key="after" className="breaks">
                {isChanged && field !== 'photo' ? <mark>{next[field]}</mark> : next[field]}
              </span>,
              isChanged ? (
                <Status key="changes" tone="caution">
                  {words.changed}
                </Status>
              ) : (
                words.stays
              ),
            ],
          };
        })}
      />
    </>
  );
}

function Picture({ id, which }: { id: string; which: 'before' | 'after' }) {
  const words = useCorrectionWords();
  const source = `/api/staff/corrections/${id}/photos/${which}`;
  return <img className="photo" src={source} alt={words.photos[which]} width={120} height={160} />;
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
