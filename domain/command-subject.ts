export type SubjectKind =
  | 'registration'
  | 'review'
  | 'rebind'
  | 'correction'
  | 'capacity-change'
  | 'batch'
  | 'late-list';

/** The thing a command was about, named in its answer: the kind and the id. */
export type CommandSubject = `${SubjectKind}/${string}`;

export function subjectOf(kind: SubjectKind, id: string): CommandSubject {
  return `${kind}/${id}`;
}

export function subjectId(subject: CommandSubject): string {
  return subject.slice(subject.indexOf('/') + 1);
}
