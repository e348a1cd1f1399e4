import type { Channel, PaymentMethod } from '@chobo/domain/account/events';
import type { Iccid } from '@chobo/domain/card/iccid';
import type { Currency } from '@chobo/domain/kernel/money';
import type { StatementProblem } from '@chobo/domain/statement/events';

/** The columns of a history file, by their exact names; their order in the file is free. */
export const HISTORY_COLUMNS = [
  'top_up_id',
  'card_number',
  'channel',
  'method',
  'payment_provider',
  'payment_reference',
  'amount',
  'currency',
  'paid_at',
] as const;

export type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

/** The cells of one row by column, as they stand in the file. */
export type HistoryCells = Readonly<Record<HistoryColumn, string>>;

/** One top-up of the history, readable and within bounds. */
export type HistoryRow = {
  /** Physical line of the file, from 1, on which the record starts. */
  readonly fileLine: number;
  readonly topUpId: string;
  readonly iccid: Iccid;
  readonly channel: Channel;
  readonly method: PaymentMethod;
  readonly provider: string;
  readonly reference: string;
  /** Minor units; price paid and value credited alike. */
  readonly amount: number;
  readonly currency: Currency;
  /** Business time, epoch ms. */
  readonly paidAtMs: number;
};

/** Why a row or the whole file is not taken: the same shape as for statements. */
export type ImportProblem = StatementProblem;

/** How many problems are told one by one; beyond it they are only counted. */
export const MAX_LISTED_PROBLEMS = 1_000;

/** What stood in a cell, cut to what a message can hold. */
export const shown = (value: string): string =>
  value.length <= 200 ? value : `${value.slice(0, 199)}…`;
