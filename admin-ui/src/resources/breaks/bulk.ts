import type { Money } from '../../api/answers';
import type { Resolution } from './answers';

/** Ways that need no look at each break's two sides. */
export const BULK_KINDS = ['carried_forward', 'dispute', 'ignored', 'write_off'] as const;

export type BulkAction =
  | { readonly type: 'assign'; readonly assignee: string | null }
  | { readonly type: 'resolve'; readonly kind: string; readonly reason: string }
  | { readonly type: 'approve' };

export type BulkSelection =
  { readonly ids: readonly string[] } | { readonly filter: Readonly<Record<string, unknown>> };

/** Why it cannot be done to a break, as a problem names it. */
export type BulkRefusal = {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

export type BulkPreview = {
  readonly count: number;
  readonly possible: number;
  readonly sums: readonly Money[];
  readonly hasMore: boolean;
  readonly breaks: readonly {
    readonly id: string;
    readonly source: string;
    readonly date: string;
    readonly kind: string;
    readonly difference: Money | null;
    /** What a second signature carries out; null for other actions, and where none waits. */
    readonly signed: {
      readonly resolution: Resolution;
      /** Null for a refund, which posts itself. */
      readonly amount: Money | null;
      readonly account: string | null;
    } | null;
    readonly refusal: BulkRefusal | null;
  }[];
  readonly digest: string;
};

export type BulkOutcome = {
  readonly done: number;
  readonly refused: number;
  /** Left out where nothing was done. */
  readonly position?: string;
  readonly breaks: readonly {
    readonly id: string;
    readonly refusal: BulkRefusal | null;
  }[];
};

/** The rows of a file for a spreadsheet: what begins like a formula is made a text. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows
    .map((row) =>
      row
        .map((cell) => `"${(/^[=+\-@\t\0]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`)
        .join(','),
    )
    .join('\r\n')}\r\n`;
