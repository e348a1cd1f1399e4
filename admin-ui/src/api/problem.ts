/** Why the API refused, or that it was not reached; `code` is stable and has a message in each language. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  /** Finds the request in the server's log; null when none reached it. */
  readonly requestId: string | null;

  constructor(given: { code: string; status: number; requestId?: string | null }) {
    super(given.code);
    this.name = 'ApiProblem';
    this.code = given.code;
    this.status = given.status;
    this.requestId = given.requestId ?? null;
  }
}

/** The problem in an answer that is not good; proxies answer without a document of ours. */
export const problemFrom = (status: number, body: unknown): ApiProblem => {
  const document = typeof body === 'object' && body !== null ? body : {};
  const code = 'code' in document && typeof document.code === 'string' ? document.code : 'unknown';
  const id = 'requestId' in document ? document.requestId : null;
  return new ApiProblem({ code, status, requestId: typeof id === 'string' ? id : null });
};
