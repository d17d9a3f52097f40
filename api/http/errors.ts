import { formatMoment, type Language } from '../../domain/moments.ts';
import type { WindowMoment } from '../../domain/exam-session/windows.ts';
import { FILTER_WORDS } from '../../domain/staff/filter-words.ts';
import type { ErrorCode, ErrorEntry } from './error-codes.ts';
import { arrangementErrors } from './errors-by-room/arrangement.ts';
import { batchesErrors } from './errors-by-room/batches.ts';
import { correctionErrors } from './errors-by-room/correction.ts';
import { examSessionErrors } from './errors-by-room/exam-session.ts';
import { httpErrors } from './errors-by-room/http.ts';
import { lateRegistrationErrors } from './errors-by-room/late-registration.ts';
import { passportErrors } from './errors-by-room/passport.ts';
import { paymentErrors } from './errors-by-room/payment.ts';
import { rebindErrors } from './errors-by-room/rebind.ts';
import { registrationErrors } from './errors-by-room/registration.ts';
import { reviewErrors } from './errors-by-room/review.ts';
import { rollErrors } from './errors-by-room/roll.ts';
import { seatsErrors } from './errors-by-room/seats.ts';
import { staffErrors } from './errors-by-room/staff.ts';
import { parameterTakes, wrongPage } from './parameter-words.ts';
import type { ProblemMembers } from './schemas.ts';

/** All errors, each in the table of its room: code -> HTTP status, message, and what to do. */
export const ERRORS: Record<ErrorCode, ErrorEntry> = {
  ...arrangementErrors,
  ...batchesErrors,
  ...correctionErrors,
  ...examSessionErrors,
  ...httpErrors,
  ...lateRegistrationErrors,
  ...passportErrors,
  ...paymentErrors,
  ...rebindErrors,
  ...registrationErrors,
  ...reviewErrors,
  ...rollErrors,
  ...seatsErrors,
  ...staffErrors,
};

/** The error for a refusal; the client receives it as problem details (RFC 9457). */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldProblem[] | undefined;
  readonly extra: ProblemMembers | undefined;
  /** The moment when the window opens, or closed; added after the sentence. */
  readonly moment: WindowMoment | null;
  readonly retryAfterSeconds: number | undefined;
  /** The character that is refused, as `U+E000`. */
  readonly character: string | undefined;
  /** The limit that was reached; for the security log, not for the answer. */
  readonly limit: string | undefined;
  /** Whether something that exists, or may, was withheld for lack of scope; for the security log, not for the answer. */
  readonly isDenied: boolean;

  constructor(
    code: ErrorCode,
    details: {
      fields?: FieldProblem[];
      extra?: ProblemMembers;
      moment?: WindowMoment | null;
      retryAfterSeconds?: number;
      limit?: string;
      isDenied?: boolean;
      character?: string;
    } = {},
  ) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = details.fields;
    this.extra = details.extra;
    this.moment = details.moment ?? null;
    this.limit = details.limit;
    this.isDenied = details.isDenied ?? false;
    this.character = details.character;
    this.retryAfterSeconds = details.retryAfterSeconds ?? (ERRORS[code].status === 503 ? 2 : undefined);
  }
}

/**
 * A flaw in one field of a form; `code` names the rule, e.g. `too_small`; `character` the one refused, as `U+E000`.
 */
export interface FieldProblem {
  path: string;
  code: string;
  character?: string;
  /** The values that it may have, where they are few; `minimum` and `maximum` of a number, or of how many there are of what is `counted`. */
  values?: string[];
  minimum?: number;
  maximum?: number;
  counted?: 'characters' | 'items';
}

/** Builds RFC 9457 problem details. `detail` is Chinese or English by Accept-Language; `messages` has both. */
export function problemDetails(error: ApiError, requestId: string, language: Language) {
  const { status } = ERRORS[error.code];
  const messages = { zh: sentence(error, 'zh'), en: sentence(error, 'en') };
  return {
    type: `/problems/${error.code}`,
    title: error.code,
    status,
    code: error.code,
    detail: messages[language],
    messages,
    requestId,
    ...(error.fields ? { fields: error.fields } : {}),
    ...error.extra,
  };
}

function sentence({ code, moment, fields, character = '' }: ApiError, language: Language): string {
  const text = ERRORS[code][language].replace('{character}', character);
  if (code === 'INVALID_INPUT' && fields?.every(({ path }) => IN_ADDRESS.test(path)))
    return fields.map((field) => parameterSentence(field, language)).join(language === 'zh' ? '' : ' ');
  if (!moment) return text;
  const opens = 'opensAt' in moment;
  const at = formatMoment(opens ? moment.opensAt : moment.closesAt, language);
  if (language === 'zh') return `${text}${opens ? '开放时间' : '截止时间'}：${at}（北京时间）。`;
  return `${text} ${opens ? 'Opening' : 'Closing'} time: ${at}, Beijing time.`;
}

const IN_ADDRESS = /^(?:query|path)\./;

/** Says which parameter of an address is wrong, by its name in words: nobody has a form with marked fields before them. */
function parameterSentence({ path, minimum, maximum, values }: FieldProblem, language: Language): string {
  const name = path.replace(IN_ADDRESS, '');
  const page = path.startsWith('query.') ? wrongPage(name, language) : null;
  if (page !== null) return page;
  const takes = parameterTakes(name, language);
  if (takes !== null && !values) return takes;
  if (path.startsWith('path.'))
    return language === 'zh' ? '网址中的编号有误，请核对网址。' : 'The address has a wrong id. Check it.';
  const words = FILTER_WORDS[name]?.[language] ?? name;
  if (language === 'zh') {
    if (minimum !== undefined) return `网址中“${words}”的值有误，最小为 ${minimum}。`;
    return `网址中“${words}”的值有误${maximum === undefined ? '' : `，最大为 ${maximum}`}。`;
  }
  const wrong = `The address has a wrong value of "${words}"`;
  if (minimum !== undefined) return `${wrong}. It is at least ${minimum}.`;
  return maximum === undefined ? `${wrong}.` : `${wrong}. It is at most ${maximum}.`;
}

/**
 * The answer to who asks for what is not there or lies outside their scope: the same, so that nobody learns which. What
 * was found but is withheld counts as a refused right.
 */
export function notFoundFor(found: unknown): ApiError {
  return new ApiError('NOT_FOUND', { isDenied: found !== null && found !== undefined });
}
