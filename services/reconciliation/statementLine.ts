import type { Currency } from '@chobo/domain/kernel/money';

/** What the source says happened with a line. */
export type LineStatus = 'done' | 'cancelled' | 'failed';

/** One readable data line of a statement, in our terms. */
export type StatementLine = {
  /** Physical line of the file, from 1, on which the record starts. */
  readonly fileLine: number;
  /** Business time, epoch ms. */
  readonly at: number;
  /** The source's own number; '' when blank. */
  readonly carrierReference: string;
  /** Our reference as the source echoes it; '' when blank. */
  readonly reference: string;
  /** Card number as text, folded; not necessarily one of ours. */
  readonly card: string;
  /** Minor units. */
  readonly amount: number;
  /** What the source charges us, minor units; null when the profile maps none. */
  readonly wholesale: number | null;
  readonly currency: Currency;
  readonly status: LineStatus;
  /** Every other mapped field but remarks, as canonical JSON text: part of the line's identity. */
  readonly attributes: string;
};

/** A data line that could not be read; it is a break of its own. */
export type UnreadableLine = {
  readonly fileLine: number;
  readonly column: string;
  /** Cut to 200 characters. */
  readonly value: string;
  readonly code: string;
  readonly reason: string;
  /** The references of the line where these could be read, for whoever looks it up. */
  readonly carrierReference: string;
  readonly reference: string;
};
