type Given = {
  readonly code: string;
  readonly status: number;
  readonly requestId?: string | null;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly faults?: readonly FieldFault[];
};

/** One thing that is wrong with a request: where (`body.amount`), and why in English. */
export type FieldFault = { readonly field: string; readonly reason: string };

/** Why the API refused, or that it was not reached; `code` is stable and has a message in each language. */
export class ApiProblem extends Error {
  readonly code: string;
  /** Of HTTP; 0 when nothing answered. */
  readonly status: number;
  /** Finds the request in the server's log; null when none reached it. */
  readonly requestId: string | null;
  /** What the rules refused it by. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly faults: readonly FieldFault[];

  constructor(given: Given) {
    super(given.code);
    this.name = 'ApiProblem';
    this.code = given.code;
    this.status = given.status;
    this.requestId = given.requestId ?? null;
    this.facts = given.facts ?? {};
    this.faults = given.faults ?? [];
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFault = (value: unknown): value is FieldFault =>
  isRecord(value) && typeof value['field'] === 'string' && typeof value['reason'] === 'string';

/** The problem in an answer that is not good; proxies answer without a document of ours. */
export const problemFrom = (status: number, body: unknown): ApiProblem => {
  const { code, requestId, facts, errors } = isRecord(body) ? body : {};
  return new ApiProblem({
    code: typeof code === 'string' ? code : 'unknown',
    status,
    requestId: typeof requestId === 'string' ? requestId : null,
    ...(isRecord(facts) && { facts }),
    ...(Array.isArray(errors) && { faults: errors.filter(isFault) }),
  });
};
