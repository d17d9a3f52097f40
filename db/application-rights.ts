interface Rights {
  insert: boolean;
  delete: boolean;
  /** The columns that it changes. */
  update: readonly string[];
}

const SUBMISSION = { insert: true, delete: false, update: ['state', 'decided_by', 'decided_at', 'reason'] };
const ADDED_ONLY = { insert: true, delete: false, update: [] };
const LINK = { insert: true, delete: false, update: ['used_at'] };
const SIGN_IN = ['ended_at', 'expires_at', 'last_used_at', 'network'];
/** A file is taken by whom it was made for, with the rights to what is in it: neither is changed. */
const EXPORT = ['state', 'problem', 'row_count', 'byte_count', 'alive_at'];
/** Who sees a batch follows from its scope, what it may do from its kind and whoever started it: they stay. */
const BATCH = [
  'state',
  'version',
  'options',
  'sealed_headings',
  'sealed_parameters',
  'file_bytes',
  'file_digest',
  'cursor',
  'total',
  'done',
  'unchanged',
  'refused',
  'found',
  'problem',
  'changed_at',
  'started_at',
  'ended_at',
  'due_at',
];
/** Whose a row is, and what its file would change, stays (`guard_batch_row`). */
const BATCH_ROW = [
  'outcome',
  'result',
  'refusal',
  'key',
  'other_key',
  'holder',
  'seen',
  'tied',
  'turn',
  'flaws',
  'sealed',
];
/** Who sees a roll entry follows from its school: it stays, and an entry is never deleted. */
const ROLL_ENTRY = [
  'province_code',
  'campus_code',
  'id_type',
  'id_number_index',
  'name_index',
  'student_number_index',
  'college',
  'class_name',
  'grade',
  'education_level',
  'personal',
  'digest',
  'corrected',
  'missing_since',
  'imported_at',
  'photo_id',
  'photo_state',
  'photo_reason',
  'photo_decided_by',
  'photo_decided_at',
];
const READ_ONLY = { insert: false, delete: false, update: [] };

/**
 * What the application does with the tables in which money, rights and seats are: it has no other right to them. Every
 * other table it may read, fill, change and empty, except where `refuse_change` says otherwise.
 */
export const NARROW_RIGHTS: Readonly<Record<string, Rights>> = {
  // Accounts change by rows of staff_account_changes (`apply_staff_account_change`). Who may change no column could not lock a row:
  // a value of this one is written by the owner alone (`guard_sealed`).
  staff_accounts: { ...READ_ONLY, update: ['sealed_email'] },
  staff_account_changes: ADDED_ONLY,
  // Taken away by a change of the account, in its transaction (`guard_second_factor`).
  staff_second_factors: { insert: true, delete: true, update: ['sealed_secret', 'sealed_next', 'last_step'] },
  // Capacities change by approved rows of capacity_changes (`apply_capacity_change`).
  seat_pools: { insert: true, delete: false, update: ['free', 'held', 'offered', 'paid', 'waiting'] },
  capacity_changes: SUBMISSION,
  // What a pool is for, and whose it is, stays: one that was exchanged would be a capacity that nobody approved.
  offerings: {
    insert: true,
    delete: true,
    update: ['fee_fen', 'exam_starts_at', 'exam_ends_at', 'opens_at', 'closes_at'],
  },
  campuses: { insert: true, delete: true, update: ['name_zh', 'name_en', 'settings'] },
  schools: { insert: true, delete: true, update: ['name_zh', 'name_en', 'settings'] },
  rebinds: SUBMISSION,
  guards: READ_ONLY,
  // Whom a list is for, and when it opens, stays.
  late_lists: {
    insert: true,
    delete: true,
    update: ['opens_at', 'closes_at', 'pay_until', 'version', 'ended_at'],
  },
  late_entries: { insert: true, delete: false, update: ['is_live', 'left_at', 'added_by', 'added_at'] },
  corrections: SUBMISSION,
  candidates: { insert: true, delete: false, update: ROLL_ENTRY },
  batches: { insert: true, delete: false, update: BATCH },
  batch_files: { insert: true, delete: true, update: [] },
  batch_rows: { insert: true, delete: true, update: BATCH_ROW },
  // What a proof was sent for, by whom, stays.
  proofs: { insert: true, delete: true, update: ['bound_to'] },
  batch_approvals: SUBMISSION,
  payment_reminders: ADDED_ONLY,
  exports: { insert: true, delete: true, update: EXPORT },
  // Registrations stay when they are deleted, with their candidate and exam session: who has paid is not written anew.
  registrations: {
    insert: true,
    delete: false,
    update: [
      'province_code',
      'school_code',
      'campus_code',
      'passport_id',
      'version',
      'stage',
      'state',
      'snapshot',
      'photo_id',
      'changed_at',
      'next_reminder_at',
      'due_at',
    ],
  },
  orders: {
    insert: true,
    delete: false,
    update: ['state', 'trade_no', 'paid_at', 'gateway_closed_at', 'ask_due_at', 'ask_tried_at', 'asked_at'],
  },
  // What is proved may be written over by what the gateway has said of it: anything else proves nothing (`paymentProof`).
  gateway_notices: {
    insert: true,
    delete: false,
    update: ['attempts', 'due_at', 'relayed_at', 'amount_fen', 'paid_at', 'proof'],
  },
  refunds: { insert: true, delete: false, update: ['state', 'gateway_sent_at', 'done_at'] },
  payment_exceptions: { insert: true, delete: false, update: ['handled_at', 'handled_by', 'note'] },
  // The order of a queue is the order in which its rows came; where a place is, whose, and since when, stays.
  waitlist_entries: { insert: true, delete: false, update: ['state', 'end_reason', 'ends_at', 'offered_at'] },
  arrangements: ADDED_ONLY,
  room_seats: ADDED_ONLY,
  // What has ended stays ended (`guard_ended`): a row that could be deleted could be written anew.
  sessions: { insert: true, delete: false, update: [...SIGN_IN, 'province_code'] },
  staff_sessions: {
    insert: true,
    delete: false,
    update: [...SIGN_IN, 'second_factor_at', 'second_factor_proof'],
  },
  sign_in_links: LINK,
  password_resets: LINK,
  staff_links: LINK,
  email_verifications: { ...LINK, update: ['used_at', 'expires_at'] },
  staff_recovery_codes: { insert: true, delete: true, update: ['used_at'] },
  staff_rules: {
    insert: true,
    delete: false,
    update: ['submission_lapse_days', 'decision_mail_minutes', 'second_person_above', 'version'],
  },
  // Events are added up by `count_security_event`, and forgotten after half a year.
  security_events: { insert: true, delete: true, update: [] },
  audit_verifications: {
    insert: true,
    delete: false,
    update: ['state', 'attempts', 'alive_at', 'finished_at', 'report'],
  },
  // A key that is gone makes what it sealed in the audit trails unreadable.
  person_keys: ADDED_ONLY,
  // What became of a message stays; one that was given up may be sent after all.
  sent_messages: { insert: true, delete: true, update: ['outcome', 'sealed_to', 'at'] },
  // Written by triggers of what staff set.
  settings_versions: READ_ONLY,
  settings_changes: { insert: false, delete: true, update: [] },
  // Written by triggers of what is counted (`note_counts`), folded into the counters and gone.
  counter_deltas: { insert: false, delete: true, update: [] },
  counters: { insert: true, delete: false, update: ['amount'] },
  // Written by the change of the key, as the owner.
  index_key: READ_ONLY,
};
