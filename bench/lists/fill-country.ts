import type { Sql } from 'postgres';

/** How much a country has; everything else follows from it. */
export interface Country {
  provinces: number;
  /** Schools of a province, at most 999, each with two campuses. */
  schoolsPerProvince: number;
  /** Subjects offered at a campus, at most ten. */
  subjectsPerCampus: number;
  registrations: number;
  /** Re-checks, and lines that finance looks at. */
  reviews: number;
  exceptions: number;
  /** Entries of the audit log and of the security log, each. */
  logEntries: number;
  accounts: number;
}

/** The exam session in which everybody has registered. */
export const SESSION = '2026-2';
/** The batch of a file, with a row for each registration. */
export const BATCH = '00000000-0000-4000-e000-000000000001';
/** The first province of the country, its first school and that one's first campus. */
export const PLACE = { province: '10', school: '10001', campus: '100010' };
/** The blind indexes and the passport of a candidate, by their number. */
export const indexAt = (n: number): string => n.toString(16).padStart(32, '0');
/** The first entry of the logs is this many days old. */
export const LOG_DAYS = 100;

const KINDS = [
  'wrong-amount',
  'late',
  'paid-twice',
  'unknown-order',
  'refund-refused',
  'payment-not-billed',
  'refund-not-billed',
];
const EVENTS = ['signInFailed', 'lockedOut', 'passwordWrong', 'proofWrong', 'signedOut', 'rightsRefused'];
const ACTIONS = ['signedIn', 'reviewOpened', 'capacityChanged', 'emailVerified', 'listExported'];
const COUNTED = ['rolled', 'saved', 'unpaid', 'partlyPaid', 'paid', 'reviewsPending', 'exception/late'];
const SCOPES = `(select '*' as scope union all select code from provinces union all select code from schools) scopes`;
const SEASON_HOURS = 720;
const ROLES = ['reviewer', 'schoolAdmin'];

/**
 * Fills an empty database with a country of made-up registrations, by statements alone and as its owner: triggers and
 * references are left out, and what is sealed elsewhere holds a dash, as no list opens it before its rows are chosen.
 */
export async function fillCountry(sql: Sql, country: Country): Promise<void> {
  const { provinces, schoolsPerProvince, subjectsPerCampus, registrations } = country;
  const schools = provinces * schoolsPerProvince;
  const oneOf = (values: readonly string[], n: string) =>
    `(array['${values.join("','")}'])[1 + ${n} % ${values.length}]`;
  /** The code of the school that a row belongs to. */
  const school = (n: string) =>
    `((10 + (${n} / ${schoolsPerProvince}) % ${provinces}) * 1000 + 1 + ${n} % ${schoolsPerProvince})::text`;
  const uuid = (n: string, kind: string) =>
    `('00000000-0000-4000-${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const hex = (n: string) => `lpad(to_hex(${n}), 32, '0')`;
  const since = (n: string, all: number) =>
    `date_trunc('milliseconds', now() - interval '${LOG_DAYS} days' * (1 - ${n}::float8 / ${all}))`;
  const statements = [
    `insert into provinces select (9 + n)::text, '省' || n, 'Province ' || n from generate_series(1, ${provinces}) n`,
    `insert into schools (code, province_code, name_zh, name_en)
     select code, left(code, 2), '学校' || code, 'School ' || code
     from generate_series(0, ${schools - 1}) n, lateral (select ${school('n')} as code)`,
    `insert into campuses (code, school_code, name_zh, name_en, settings)
     select code || part, code, '校区' || code || part, 'Campus ' || code || part, '{}'
     from schools, generate_series(0, 1) part`,
    `insert into exam_sessions (id, state, name_zh, name_en, settings) values ('${SESSION}', 'open', '考次', 'Session', '{}')`,
    `insert into offerings (exam_session_id, campus_code, subject_code, fee_fen, opens_at, closes_at)
     select '${SESSION}', code, n::text, 3000, now(), now() from campuses, generate_series(0, ${subjectsPerCampus - 1}) n`,
    `insert into seat_pools (offering_id, capacity, free) select id, 100, 100 from offerings`,
    // Every five hundredth passport claims the number of the one before.
    `insert into passports (id, personal, id_type, id_number_index, email_index, password_hash, email_verified_at, hold, held_since, created_at)
     select ${hex('n')}, '-', 'residentId', ${hex('n - (n % 500 = 0)::int')}, ${hex('n')}, '-', now(),
       case when n % 500 = 0 then 'claiming' else 'reserving' end, ${since('n', registrations)}, now()
     from generate_series(1, ${registrations}) n`,
    `insert into candidates (id, exam_session_id, province_code, school_code, campus_code, id_type, id_number_index, name_index, student_number_index, college, class_name, grade, education_level, personal, digest, imported_at)
     select ${uuid('n', '8000')}, '${SESSION}', left(code, 2), code, code || '0', 'residentId', ${hex('n')}, ${hex('n')}, ${hex('n')}, '院系' || n % 7, '班级' || n % 40, 1 + n % 4, 'bachelor', '-', '-', now()
     from generate_series(1, ${registrations}) n, lateral (select ${school('n')} as code)`,
    `insert into registrations (id, exam_session_id, province_code, school_code, campus_code, passport_id, version, stage, state, changed_at)
     select ${uuid('n', '8000')}, '${SESSION}', left(code, 2), code, code || '0', ${hex('n')}, 1, case when paid then 'paid' else 'unpaid' end,
       jsonb_build_object('passportId', ${hex('n')}, 'entries', jsonb_build_array(jsonb_build_object(
         'subject', case when n % 1000 = 4 then '5' else '1' end, 'state', case when paid then 'paid' else 'held' end, 'feeFen', 3000))), now()
     from generate_series(1, ${registrations}) n, lateral (select ${school('n')} as code, n % 4 > 0 as paid) where n % 500 <> 0`,
    `insert into counters (exam_session_id, scope, measure, hour, amount)
     select exam_session_id, scope, measure, hour, sum(amount)
     from (select counted.* from registrations, counts_of(registrations) counted where starts_with(counted.measure, 'entries')) counted,
       lateral (select distinct unnest(array['*', left(school_code, 2), school_code])) scopes (scope)
     group by exam_session_id, scope, measure, hour`,
    `insert into orders (order_no, registration_id, exam_session_id, passport_id, gateway, mode, amount_fen, lines, state, opened_at, expires_at)
     select 'O' || n, ${uuid('n', '8000')}, '${SESSION}', ${hex('n')}, 'alipay', 'written', 3000, '[]', 'paid', now(), now()
     from generate_series(1, ${registrations}) n`,
    `insert into payment_exceptions (kind, order_no, trade_no, amount_fen, found_at, handled_at)
     select ${oneOf(KINDS, 'n')}, 'O' || n, 'T' || n, 3000, ${since('n', country.exceptions)}, case when n % 10 > 0 then now() end
     from generate_series(1, ${country.exceptions}) n`,
    `insert into refunds (refund_no, order_no, registration_id, passport_id, gateway, amount_fen, reason, state, requested_at)
     select 'R' || n, 'O' || n, ${uuid('n', '8000')}, ${hex('n')}, 'alipay', 3000, 'late', 'done', now()
     from generate_series(1, ${registrations}, 2) n`,
    `insert into reviews (id, exam_session_id, passport_id, candidate_id, province_code, school_code, campus_code, id_number_index, personal, score, state, version, submitted_at, filed_by)
     select ${uuid('n', '9000')}, '${SESSION}', ${hex('n')}, ${uuid('n', '8000')}, left(code, 2), code, code || '0', ${hex('n')}, '-', 500,
       ${oneOf(['pending', 'expired'], 'n / 7')}, 1, ${since('n', country.reviews)}, case when n % 9 = 0 then 'account-1' end
     from generate_series(1, ${country.reviews}) n, lateral (select ${school('n')} as code)`,
    `insert into staff_accounts (account, role, scope, password_hash)
     select 'account-' || n, ${oneOf(ROLES, 'n')}, ${school('n')}, '-' from generate_series(1, ${country.accounts}) n`,
    `insert into rebinds (id, new_passport_id, old_passport_id, email_index, school_code, state, submitted_by, submitted_at)
     select ${uuid('n', 'a000')}, ${hex('n * 2')}, ${hex('n * 2 + 1')}, '-', ${school('n')}, 'submitted', 'account-1', ${since('n', country.accounts)}
     from generate_series(1, ${country.accounts}) n`,
    `insert into late_lists (id, exam_session_id, province_code, title, opens_at, closes_at, pay_until, version, made_by, made_at)
     select ${uuid('n', 'd000')}, '${SESSION}', code, '-', now(), now() + interval '1 day', now() + interval '1 day', 1, 'account-1', now()
     from provinces, generate_series(1, 2) n where code = '${PLACE.province}'`,
    `insert into late_entries (list_id, candidate_id, added_by, added_at)
     select ${uuid('1 + n % 2', 'd000')}, ${uuid('n', '8000')}, 'account-1', now() from generate_series(1, 200) n`,
    `insert into corrections (id, registration_id, passport_id, saved_at, school_code, fields, sealed_values, state, submitted_by, submitted_at)
     select ${uuid('n', 'c000')}, ${uuid('n', '8000')}, ${hex('n')}, now(), ${school('n')}, '{name}', '-', 'submitted', 'account-1', ${since('n', country.accounts)}
     from generate_series(1, ${country.accounts}) n`,
    `insert into capacity_changes (id, offering_id, school_code, before, capacity, state, submitted_by, submitted_at)
     select ${uuid('id', 'b000')}, id, left(campus_code, 5), 100, 90, 'submitted', 'account-1', ${since('id', schools)}
     from offerings where id <= ${country.accounts}`,
    `insert into batches (id, kind, exam_session_id, scope, started_by, state, total, created_at, changed_at, ended_at)
     values ('${BATCH}', 'roll', '${SESSION}', '${PLACE.school}', 'staff/account-1', 'done', ${registrations}, now(), now(), now())`,
    // Of a file, few rows are refused; one in two thousand here.
    `insert into batch_rows (batch_id, line, outcome, result, refusal, key)
     select '${BATCH}', n, 'new', case when isRefused then 'refused' else 'done' end, case when isRefused then 'CHANGED_MEANWHILE' end, n
     from generate_series(1, ${registrations}) n, lateral (select n % 2000 = 7 as isRefused)`,
    `insert into audit_log (actor, action, target, details, happened_at, written_in)
     select 'staff/account-' || n % ${country.accounts}, ${oneOf(ACTIONS, 'n / 3')}, 'review/' || n % 10000, '{}', ${since('n', country.logEntries)}, pg_current_xact_id()
     from generate_series(1, ${country.logEntries}) n`,
    `insert into security_events (event, actor, account, address, route, reason, count, span_starts_at, first_at, last_at)
     select ${oneOf(EVENTS, 'n / 3')}, 'visitor', 'name/' || n % 10000, '10.0.' || n % 200 || '.' || n % 250, '/', n::text, 1, at, at, at
     from generate_series(1, ${country.logEntries}) n, lateral (select ${since('n', country.logEntries)} as at)`,
    // What triggers would have counted: how far people are, and what came in each hour.
    `insert into counters (exam_session_id, scope, measure, hour, amount)
     select '${SESSION}', scope, measure, 0, 100
     from ${SCOPES}, unnest(array['${COUNTED.join("','")}']) measure`,
    `insert into counters (exam_session_id, scope, measure, hour, amount)
     select '${SESSION}', scope, measure, floor(extract(epoch from now()) / 3600) - n, 10
     from ${SCOPES}, unnest(array['registered', 'payments', 'paymentsFen']) measure,
       generate_series(1, case when scope = '*' then ${SEASON_HOURS} else 100 end) n`,
  ];
  await sql.unsafe('set session_replication_role = replica');
  for (const statement of statements) await sql.unsafe(statement);
  await sql.unsafe('set session_replication_role = origin');
  await sql.unsafe('vacuum (analyze)');
}
