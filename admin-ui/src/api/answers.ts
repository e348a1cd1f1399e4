import type { Role } from '@chobo/identity/roles';

/** What the console reads of the answers of the API (`/api/openapi.json` describes them in full). */
export type Money = { readonly amount: number; readonly currency: string };

/** RFC 3339. */
type Instant = string;

/** yyyy-MM-dd, a day of the business in Japan. */
type BusinessDate = string;

export type Page<Row> = {
  readonly data: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly nextCursor: string | null };
};

export type Me = {
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly roles: readonly Role[];
  };
  readonly permissions: readonly string[];
  /** True for a one-time password: nothing else is answered before it is changed. */
  readonly passwordChangeDue: boolean;
};

export type Amounts = {
  readonly remaining: Money;
  readonly held: Money;
  readonly available: Money;
  readonly used: Money;
  readonly expired: Money;
  readonly refunded: Money;
};

export type Lot = Amounts & {
  readonly id: string;
  readonly bucket: 'paid' | 'bonus';
  readonly topUpId: string | null;
  readonly creditedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly initial: Money;
};

export type Account = {
  readonly id: string;
  readonly brand: string;
  readonly plan: string;
  readonly openedAt: Instant;
  readonly status: 'not_activated' | 'active' | 'expired' | 'lapsed';
  readonly activatedAt: Instant | null;
  readonly validUntil: Instant | null;
  readonly balance: { readonly paid: Amounts; readonly bonus: Amounts };
};

export type AccountDetail = Account & {
  readonly cards: readonly string[];
  readonly lots: readonly Lot[];
};

export type Card = {
  readonly iccid: string;
  readonly accountId: string;
  readonly brand: string;
  readonly plan: string;
  readonly registeredAt: Instant;
};

export type CardDetail = Card & { readonly account: Account };

export type TimelineEntry = {
  readonly revision: number;
  readonly at: Instant;
  readonly type: string;
  readonly actor: string;
  readonly subject: string | null;
  readonly amount: Money | null;
};

export type Day = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly state: 'open' | 'matched' | 'reviewed' | 'closed' | 'reopened';
  readonly acceptedBy: string;
  readonly acceptedAt: Instant;
  readonly matchedAt: Instant | null;
  readonly version: number;
  readonly statementId: string;
  /** The current run, as a signature names it; null before the first. */
  readonly runId: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Instant | null;
  readonly closedBy: string | null;
  readonly closedAt: Instant | null;
  readonly revision: number;
  readonly counts: {
    readonly lines: number;
    readonly items: number;
    readonly exact: number;
    readonly notExecuted: number;
    readonly alreadySeen: number;
    readonly proposed: number;
    readonly carriedForward: number;
    readonly breaks: Readonly<Record<string, number>>;
  } | null;
  readonly controlTotals: {
    readonly tie: boolean;
    readonly checks: readonly {
      readonly name: string;
      readonly stated: number;
      readonly found: number;
    }[];
  };
};

export type Break = {
  readonly id: string;
  readonly source: string;
  readonly date: BusinessDate;
  readonly kind: string;
  readonly difference: Money | null;
  readonly detail: string;
  readonly resolvedOn: BusinessDate | null;
  readonly work: { readonly status: string } | null;
};
