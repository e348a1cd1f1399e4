import type { AccountRejection } from '@chobo/domain/account/rejections';
import type { BreakRejection } from '@chobo/domain/break/rejections';
import type { CardNumberFault } from '@chobo/domain/card/iccid';
import type { ReconciliationDayRejection } from '@chobo/domain/reconciliation-day/rejections';
import type { StatementRejection } from '@chobo/domain/statement/rejections';
import type { ChangedMeanwhile, CommandIdReused, Conflict } from '@chobo/event-store/handleCommand';

/** Codes of a text that is not a card number: one for each way in which it can be wrong. */
type CardNumberProblem = `card_number_${CardNumberFault}`;

/** Codes by which the rules refuse what people ask of them: the same here as there. */
type Refused = (
  | AccountRejection
  | BreakRejection
  | ReconciliationDayRejection
  | StatementRejection
  | ChangedMeanwhile
  | CommandIdReused
  | Conflict
)['code'];

/** Every code that an answer may bear. Stable: programs decide by it, people read the message. */
export type ProblemCode =
  | CardNumberProblem
  | Refused
  | 'idempotency_key_reused'
  | 'request_in_progress'
  | 'file_missing'
  | 'upload_interrupted'
  | 'upload_not_found'
  | 'upload_state'
  | 'upload_not_receivable'
  | 'too_many_uploads'
  | 'original_not_kept'
  | 'request_too_slow'
  | 'source_unknown'
  | 'source_busy'
  | 'file_of_day_missing'
  | 'earlier_day_closed'
  | 'ledger_account_not_found'
  | 'saved_view_not_found'
  | 'too_many_saved_views'
  | 'event_not_found'
  | 'refund_ambiguous'
  | 'refund_policy_missing'
  | 'break_not_found'
  | 'proposal_not_found'
  | 'proposal_changed'
  | 'selection_changed'
  | 'user_not_found'
  | 'login_taken'
  | 'login_invalid'
  | 'last_admin'
  | 'own_account'
  | 'password_change_required'
  | 'current_password_wrong'
  | 'password_too_short'
  | 'password_too_long'
  | 'password_unchanged'
  | 'password_guessable'
  | 'session_not_found'
  | 'invalid_request'
  | 'invalid_json'
  | 'invalid_address'
  | 'invalid_cursor'
  | 'login_failed'
  | 'not_logged_in'
  | 'forbidden'
  | 'cross_site_request'
  | 'address_not_found'
  | 'card_not_found'
  | 'account_not_found'
  | 'top_up_not_found'
  | 'payer_unknown'
  | 'reconciliation_day_not_found'
  | 'statement_not_found'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'too_many_login_attempts'
  | 'internal_error'
  | 'shutting_down'
  | 'database_unavailable'
  | 'disk_full'
  | 'event_store_unavailable'
  | 'views_not_built'
  | 'view_behind';

type Entry = { readonly status: number; readonly message: string };

/** The one table of refusals over HTTP: a code without status and message does not compile. */
export const PROBLEMS = {
  invalid_request: {
    status: 400,
    message: 'The request does not have the form that is asked for.',
  },
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
  invalid_address: { status: 400, message: 'The address cannot be read.' },
  invalid_cursor: {
    status: 400,
    message: 'The cursor does not belong to this list and order. Begin without one.',
  },
  card_number_empty: { status: 422, message: 'There is no card number.' },
  card_number_imei: {
    status: 422,
    message:
      'A number of 15 digits is the IMEI of a handset, not a card number. The card number (ICCID) has 19 or 20 digits and begins with 89.',
  },
  card_number_excel_damaged: {
    status: 422,
    message:
      'A spreadsheet has shortened this number (E+18): its last digits are lost. Take the card number from the card.',
  },
  card_number_not_digits: { status: 422, message: 'A card number has digits only.' },
  card_number_wrong_length: { status: 422, message: 'A card number has 19 or 20 digits.' },
  card_number_wrong_prefix: { status: 422, message: 'A card number begins with 89.' },
  card_number_wrong_check_digit: {
    status: 422,
    message: 'The check digit does not fit: at least one digit of the card number is wrong.',
  },
  login_failed: { status: 401, message: 'Login name or password is wrong.' },
  not_logged_in: { status: 401, message: 'Log in first; the session may have ended.' },
  forbidden: { status: 403, message: 'Your roles do not allow this.' },
  cross_site_request: {
    status: 403,
    message: 'The request comes from another site and was not carried out.',
  },
  address_not_found: { status: 404, message: 'There is nothing at this address.' },
  card_not_found: { status: 404, message: 'No card with this number is registered.' },
  top_up_not_found: { status: 404, message: 'There is no such top-up.' },
  payer_unknown: {
    status: 422,
    message:
      'Nothing is paid from there: name a provider through which top-ups were paid, or `bank`.',
  },
  account_not_found: { status: 404, message: 'There is no such account.' },
  reconciliation_day_not_found: {
    status: 404,
    message: 'Nothing is known about this source and day.',
  },
  statement_not_found: { status: 404, message: 'There is no such statement.' },
  account_not_opened: { status: 404, message: 'This account was never opened.' },
  account_opened_differently: {
    status: 409,
    message: 'The account was opened with other content.',
  },
  account_lapsed: { status: 409, message: 'The account has lapsed.' },
  account_already_activated: {
    status: 409,
    message: 'The account was activated before, with another validity.',
  },
  validity_not_after_start: {
    status: 422,
    message: 'The end of validity must lie after its beginning.',
  },
  account_not_lapsing: { status: 409, message: 'This account does not lapse.' },
  amount_not_allowed: {
    status: 422,
    message: 'The amount must be a whole number of minor units other than nothing.',
  },
  account_not_adjustable: {
    status: 422,
    message: 'An adjustment does not post to this account.',
  },
  write_off_beyond_difference: {
    status: 422,
    message: 'What is written off is the difference of the break, or a part of it.',
  },
  brand_differs: { status: 409, message: 'The account belongs to another brand.' },
  currency_differs: { status: 409, message: 'The account is kept in another currency.' },
  card_not_attached: { status: 409, message: 'The card does not belong to this account.' },
  top_up_differs: { status: 409, message: 'A top-up of this id is known with other content.' },
  top_up_unknown: { status: 404, message: 'This account has no such top-up.' },
  top_up_status: { status: 409, message: 'The top-up is not in a state that allows this.' },
  reversal_beyond_price: { status: 422, message: 'More would be taken back than was paid.' },
  charge_beyond_carrier_charge: {
    status: 422,
    message: 'More would be credited than the carrier charged.',
  },
  lot_id_taken: { status: 409, message: 'The account has another lot of this id.' },
  lot_unknown: { status: 404, message: 'The account has no such lot.' },
  usage_beyond_balance: { status: 422, message: 'More would be used than is left.' },
  usage_recorded_differently: {
    status: 409,
    message: 'The usage was recorded with other content.',
  },
  adjustment_differs: {
    status: 409,
    message: 'An adjustment of this id is known with other content.',
  },
  adjustment_beyond_lot: { status: 422, message: 'More would be taken than the lot holds.' },
  refund_not_eligible: {
    status: 422,
    message:
      'This top-up cannot be refunded like this; each rule that fails is named with its fact.',
  },
  refund_differs: { status: 409, message: 'A refund of this id was asked for with other content.' },
  refund_unknown: { status: 404, message: 'There is no such refund.' },
  refund_ambiguous: {
    status: 409,
    message: 'Two accounts have a refund of this id: name the account in `accountId`.',
  },
  refund_of_other_top_up: {
    status: 422,
    message: 'The refund is of a top-up that is not an item of this break.',
  },
  refund_pays_nothing: {
    status: 422,
    message: 'The refund was rejected, cancelled or failed: it pays nothing back.',
  },
  refund_in_other_break: {
    status: 409,
    message: 'The refund is proposed for another break, or has resolved it.',
  },
  refund_status: {
    status: 409,
    message: 'The refund is not in a state that allows this: somebody may have decided it.',
  },
  approval_tier_missing: {
    status: 403,
    message: 'No tier of the refund policy covers this amount.',
  },
  approval_role_missing: {
    status: 403,
    message: 'An amount of this size takes another role to approve.',
  },
  reason_required: { status: 422, message: 'Give a reason.' },
  person_required: { status: 403, message: 'Only a person may do this.' },
  console_user_required: {
    status: 403,
    message: 'Only somebody who is logged in to the console may do this.',
  },
  two_people_required: {
    status: 403,
    message: 'This takes a second person: you took the first step yourself.',
  },
  break_status: {
    status: 409,
    message: 'The break is not in a state that allows this: somebody may have resolved it.',
  },
  resolution_incomplete: { status: 422, message: 'The resolution does not say all that it must.' },
  same_bytes_accepted: { status: 409, message: 'This very file was accepted before.' },
  day_occupied: {
    status: 409,
    message: 'Another file occupies the day. Supersede it with a reason.',
  },
  day_closed: { status: 409, message: 'The day is closed. Reopen it first.' },
  day_without_statement: { status: 409, message: 'The day has no accepted file.' },
  statement_not_current: { status: 409, message: 'Another file occupies the day by now.' },
  day_status: {
    status: 409,
    message: 'The day is not in a state that allows this: somebody may have moved it on.',
  },
  run_not_current: {
    status: 409,
    message: 'The day was matched again since. Look at the current outcome first.',
  },
  day_not_settled: {
    status: 409,
    message: 'The day is not settled yet: something of it is open. Each is told with its number.',
  },
  earlier_day_closed: {
    status: 409,
    message: 'An earlier closed day would not read any more as it was signed. Reopen it first.',
  },
  file_of_day_missing: {
    status: 409,
    message: 'The original file of a day that this takes is not in this store. Hand it in first.',
  },
  source_busy: {
    status: 409,
    message: 'The source is being received or matched right now. Nothing was changed; try again.',
  },
  changed_meanwhile: {
    status: 409,
    message: 'Somebody changed this since you looked. Look at it again, then decide.',
  },
  command_id_reused: { status: 422, message: 'The idempotency key was used for something else.' },
  conflict: { status: 409, message: 'Others were faster each time. Try again.' },
  idempotency_key_reused: {
    status: 422,
    message: 'The idempotency key was used for another request. Take a new one.',
  },
  request_in_progress: {
    status: 409,
    message: 'The same request is being carried out. Ask again in a moment.',
  },
  file_missing: {
    status: 422,
    message: 'There is no file: send one as multipart/form-data.',
  },
  upload_interrupted: {
    status: 400,
    message:
      'The connection broke in the middle of the file. Nothing of it was kept; send it again.',
  },
  request_too_slow: {
    status: 408,
    message: 'The request came too slowly, so the connection was closed. Nothing of it was kept.',
  },
  upload_not_found: { status: 404, message: 'There is no such upload; it may have been put away.' },
  upload_state: {
    status: 409,
    message:
      'The upload is not in a state that allows this: it may have been received or put away.',
  },
  upload_not_receivable: {
    status: 422,
    message: 'The file cannot be received as it is; the preview says why.',
  },
  too_many_uploads: {
    status: 409,
    message: 'You have too many files open. Receive some or put them away first.',
  },
  original_not_kept: {
    status: 404,
    message:
      'The original of this statement is not kept: it was too large, or is in another store.',
  },
  statement_status: {
    status: 409,
    message: 'The statement is not in a state that allows this: somebody may have decided on it.',
  },
  statement_reason_missing: { status: 422, message: 'A reason is missing.' },
  source_unknown: { status: 404, message: 'There is no such source in the catalogue.' },
  break_not_found: { status: 404, message: 'No current run of a day has such a break.' },
  break_settled: {
    status: 409,
    message: 'A later file has settled this break: there is nothing left to resolve.',
  },
  break_matched_elsewhere: {
    status: 409,
    message: 'Its item or line was matched by hand in another break. Undo that one first.',
  },
  resolution_not_possible: {
    status: 422,
    message: 'A break of this kind cannot be resolved in this way.',
  },
  parts_not_free: {
    status: 409,
    message: 'An item or line is unknown, not executed, or already used elsewhere.',
  },
  match_not_balanced: {
    status: 422,
    message: 'The two sides do not come to the same; a match by hand moves no money.',
  },
  proposal_changed: {
    status: 409,
    message:
      'Matching was run again since: the proposal is about other items or lines. Look at it again.',
  },
  proposal_not_found: { status: 404, message: 'No current run of a day makes such a proposal.' },
  selection_changed: {
    status: 409,
    message: 'The selected breaks have changed since the preview. Look at a new preview first.',
  },
  user_not_found: { status: 404, message: 'Nobody who may log in has this login name.' },
  login_taken: {
    status: 409,
    message:
      'There is a user of this login name already. If you have just invited them, reset their password.',
  },
  login_invalid: {
    status: 422,
    message:
      'A login name has 1 to 64 letters a–z, digits and . _ @ + -, and begins with a letter or digit.',
  },
  last_admin: {
    status: 409,
    message: 'At least one administrator must remain. Make another one first.',
  },
  own_account: {
    status: 403,
    message: 'Nobody does this to their own account: it takes another administrator.',
  },
  password_change_required: {
    status: 403,
    message: 'The password is a one-time one. Take one of your own first.',
  },
  current_password_wrong: { status: 422, message: 'The present password is another one.' },
  password_too_short: { status: 422, message: 'The password is too short.' },
  password_too_long: { status: 422, message: 'The password is too long.' },
  password_unchanged: { status: 422, message: 'The new password is the present one.' },
  password_guessable: {
    status: 422,
    message: 'The password holds the login name, or too few different characters.',
  },
  session_not_found: { status: 404, message: 'This session has ended.' },
  refund_policy_missing: {
    status: 409,
    message: 'The brand has no published refund policy.',
  },
  event_not_found: { status: 404, message: 'There is no such event.' },
  method_not_allowed: { status: 405, message: 'This address does not take that method.' },
  body_too_large: { status: 413, message: 'The body is larger than this address takes.' },
  unsupported_media_type: { status: 415, message: 'The body must be application/json.' },
  ledger_account_not_found: { status: 404, message: 'The ledger has no such account.' },
  saved_view_not_found: { status: 404, message: 'There is no such saved search of yours.' },
  too_many_saved_views: {
    status: 409,
    message: 'You keep as many searches as you may. Forget one first.',
  },
  too_many_requests: { status: 429, message: 'Too many requests. Wait, then try again.' },
  too_many_login_attempts: {
    status: 429,
    message: 'Too many attempts to log in. Wait, then try again.',
  },
  internal_error: {
    status: 500,
    message: 'Something went wrong on our side. The request id finds it in the log.',
  },
  shutting_down: { status: 503, message: 'This server is shutting down. Try again in a moment.' },
  disk_full: {
    status: 503,
    message:
      'The disk that the data are on is full, so nothing was changed. Make space there, then try again.',
  },
  database_unavailable: { status: 503, message: 'The database does not answer. Try again soon.' },
  event_store_unavailable: {
    status: 503,
    message: 'The event store does not answer. Try again soon.',
  },
  views_not_built: {
    status: 503,
    message: 'The views are being built from the events. Try again soon.',
  },
  view_behind: {
    status: 504,
    message: 'What you wait for is recorded but not in the views yet. Ask again.',
  },
} as const satisfies Readonly<Record<ProblemCode, Entry>>;

/** True for a text that is one of the codes. */
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEMS, text);

/** One thing that is wrong with a request: where, and why. */
export type FieldFault = {
  /** `body.login`, `query.limit`, `params.iccid`. */
  readonly field: string;
  readonly reason: string;
};

/**
 * Ends a request with a problem. Thrown in the HTTP layer only: hooks and
 * routes answer through the one error handler, whatever their depth.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** What is particular to this case, in one sentence; never personal data. */
  readonly detail: string | undefined;
  readonly faults: readonly FieldFault[];
  /** What the rules refused it by; fills the places of a message in the reader's language. */
  readonly facts: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: ProblemCode,
    particulars: {
      readonly detail?: string;
      readonly faults?: readonly FieldFault[];
      readonly facts?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.detail = particulars.detail;
    this.faults = particulars.faults ?? [];
    this.facts = particulars.facts;
    this.headers = particulars.headers ?? {};
  }
}

/** The body of an answer of `application/problem+json` (RFC 9457). */
export type ProblemDocument = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
};

/** The document of a problem. */
export const problemDocument = (problem: Problem, requestId: string): ProblemDocument => {
  const { status, message } = PROBLEMS[problem.code];
  return {
    type: `urn:chobo:problem:${problem.code}`,
    title: message,
    status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.faults.length === 0 ? {} : { errors: problem.faults }),
    ...(problem.facts === undefined ? {} : { facts: problem.facts }),
    requestId,
  };
};
