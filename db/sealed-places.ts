/** The one row and column a value is sealed for. */
export interface SealedPlace {
  /** Table and column, for messages. */
  column: string;
  /** The key of the row. */
  row: string;
  /** Table, row and column: what the value is bound to. */
  name: string;
  /** What values of form v1 were bound to. */
  before: string;
}

function place(table: string, column: string, before: string | ((row: string) => string)) {
  return (row: string): SealedPlace => ({
    column: `${table}.${column}`,
    row,
    name: JSON.stringify([table, row, column]),
    before: typeof before === 'string' ? before : before(row),
  });
}

/** Every place that holds sealed values, by the key of its row. */
export const SEALED = {
  passport: place('passports', 'personal', 'passport'),
  /** By the hash of the link's token. */
  newEmail: place('email_verifications', 'sealed_email', 'emailVerification'),
  /** By the passport's id. */
  newMobile: place('mobile_verifications', 'sealed_mobile', 'mobileVerification'),
  candidate: place('candidates', 'personal', 'candidate'),
  snapshot: place('registrations', 'snapshot', 'candidate'),
  photo: place('photos', 'sealed', (id) => `photo/${id}`),
  /** By the ticket's number. */
  scoreRecord: place('score_records', 'personal', 'scoreRecord'),
  /** By the batch's id. */
  batchFileName: place('batches', 'sealed_file_name', ''),
  batchHeadings: place('batches', 'sealed_headings', ''),
  /** What is done to each whom its filter finds, e.g. the text of a message. */
  batchParameters: place('batches', 'sealed_parameters', ''),
  batchReason: place('batch_approvals', 'reason', 'batchReason'),
  /** By the batch's id and the number of the piece, or the line. */
  batchPiece: place('batch_files', 'sealed', ''),
  batchRow: place('batch_rows', 'sealed', ''),
  proof: place('proofs', 'sealed', ''),
  review: place('reviews', 'personal', 'review'),
  reviewReason: place('reviews', 'reason', 'reviewReason'),
  correction: place('corrections', 'sealed_values', ''),
  correctionReason: place('corrections', 'reason', ''),
  rebindReason: place('rebinds', 'reason', 'reviewReason'),
  capacityReason: place('capacity_changes', 'reason', 'reviewReason'),
  exceptionNote: place('payment_exceptions', 'note', (id) => `payment-exception/${id}`),
  staffEmail: place('staff_accounts', 'sealed_email', (account) => `staffEmail/${account}`),
  /** By the hash of the link's token: the address it was mailed to. */
  staffLinkEmail: place('staff_links', 'sealed_email', ''),
  /** By the account. */
  staffSecret: place('staff_second_factors', 'sealed_secret', ''),
  staffNextSecret: place('staff_second_factors', 'sealed_next', ''),
  /** By export, position, and who may take it. */
  exportPiece: place('export_pieces', 'sealed', ''),
  /** By the message's key: the address it goes to, and what only its reader may know. */
  sealedTo: place('outbox', 'sealedTo', 'outbox'),
  /** By the message's key: where it went, masked. */
  sentTo: place('sent_messages', 'sealed_to', ''),
  sealedToken: place('outbox', 'sealedToken', 'outbox'),
  sealedCode: place('outbox', 'sealedCode', 'outbox'),
  sealedReason: place('outbox', 'sealedReason', 'reviewReason'),
  /** By the person that the key is for. */
  personKey: place('person_keys', 'sealed_key', ''),
  /** By the event's re-check and version; sealed under the person's key. */
  eventPersonal: place('review_events', 'personal', 'review'),
  eventReason: place('review_events', 'reason', 'reviewReason'),
  /** By whom it tells about, what was done, and when; sealed under the person's key. */
  auditPersonal: place('audit_log', 'personal', ''),
} satisfies Record<string, (row: string) => SealedPlace>;
