import type { Money } from '../../api/answers';

export type SubjectKind =
  'refund' | 'account' | 'card' | 'payment' | 'statement' | 'day' | 'break' | 'catalogue' | 'user';

/** What the console reads of the audit trail (`/api/openapi.json` describes it in full). */
export type Act = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  /** Null where nobody was logged in. */
  readonly actor: string | null;
  readonly subject: { readonly kind: SubjectKind; readonly id: string } | null;
  readonly amount: Money | null;
  /** Null for an act on access, which is no event. */
  readonly event: { readonly stream: string; readonly revision: number } | null;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** One event as it was recorded. */
export type RecordedEvent = {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly schemaVersion: number;
  readonly actor: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly position: string;
};
