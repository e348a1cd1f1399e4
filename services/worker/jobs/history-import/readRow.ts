import type { Channel, PaymentMethod } from '@chobo/domain/account/events';
import { parseCardNumber } from '@chobo/domain/card/iccid';
import type { CardNumberFault } from '@chobo/domain/card/iccid';
import { channelSchema, paymentMethodSchema } from '@chobo/domain/catalogue/documents';
import type { Currency } from '@chobo/domain/kernel/money';
import { MAX_AMOUNT } from '@chobo/domain/kernel/money';

import { shown } from './historyRow.ts';
import type { HistoryCells, HistoryColumn, HistoryRow, ImportProblem } from './historyRow.ts';
import { readPaidAt } from './readPaidAt.ts';

const MAX_ID_LENGTH = 100;
const MAX_REFERENCE_LENGTH = 200;

/** Providers are part of names of streams and ledger accounts, whose parts are joined by colons. */
const PROVIDER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Control and invisible characters, lone surrogates, and what a broken conversion left behind. */
const UNPRINTABLE = /[\p{C}\u2028\u2029\ufffd]/u;

const channels: ReadonlySet<string> = new Set(channelSchema.options);
const methods: ReadonlySet<string> = new Set(paymentMethodSchema.options);
const isChannel = (text: string): text is Channel => channels.has(text);
const isMethod = (text: string): text is PaymentMethod => methods.has(text);

/**
 * Reads one row, or tells everything that is wrong with it. Nothing is guessed
 * or trimmed, but a card number may be written with spaces and hyphens.
 *
 * @param currency the source's; another one is a problem of the row
 */
export const readRow = (
  fileLine: number,
  cells: HistoryCells,
  currency: Currency,
): HistoryRow | readonly ImportProblem[] => {
  const problems: ImportProblem[] = [];
  const complain = (column: HistoryColumn, code: string, reason: string): void => {
    problems.push({ fileLine, column, value: shown(cells[column]), code, reason });
  };

  checkText(cells, 'top_up_id', MAX_ID_LENGTH, complain);
  checkText(cells, 'payment_reference', MAX_REFERENCE_LENGTH, complain);
  const card = parseCardNumber(cells.card_number);
  if (!card.ok) {
    complain('card_number', `card_number_${card.fault}`, CARD_NUMBER_REASONS[card.fault]);
  }
  const { channel, method } = cells;
  if (!isChannel(channel)) complain('channel', 'channel_unknown', `Not one of ${list(channels)}.`);
  if (!isMethod(method)) complain('method', 'method_unknown', `Not one of ${list(methods)}.`);
  if (!PROVIDER.test(cells.payment_provider)) {
    complain(
      'payment_provider',
      cells.payment_provider === '' ? 'empty' : 'provider_unreadable',
      'A provider is written with 1 to 64 Latin letters, digits, dots, hyphens and underscores.',
    );
  }
  const amount = readAmount(cells.amount, complain);
  if (cells.currency !== currency) {
    complain('currency', 'currency_differs', `The source settles in ${currency}.`);
  }
  const paidAt = readPaidAt(cells.paid_at);
  if (!paidAt.ok) complain('paid_at', paidAt.code, paidAt.reason);

  if (problems.length > 0 || !card.ok || !paidAt.ok || !isChannel(channel) || !isMethod(method)) {
    return problems;
  }
  return {
    fileLine,
    topUpId: cells.top_up_id,
    iccid: card.iccid,
    channel,
    method,
    provider: cells.payment_provider,
    reference: cells.payment_reference,
    amount,
    currency,
    paidAtMs: paidAt.ms,
  };
};

type Complain = (column: HistoryColumn, code: string, reason: string) => void;

const checkText = (
  cells: HistoryCells,
  column: 'top_up_id' | 'payment_reference',
  limit: number,
  complain: Complain,
): void => {
  const text = cells[column];
  if (text === '') complain(column, 'empty', 'There is nothing in this cell.');
  else if (text.length > limit) complain(column, 'too_long', `Longer than ${limit} characters.`);
  else if (UNPRINTABLE.test(text)) {
    complain(column, 'unprintable', 'A control or invisible character stands in it.');
  } else if (text !== text.trim()) {
    complain(column, 'outer_spaces', 'Spaces stand before or after it.');
  }
};

/** Minor units; 0 beside a complaint when the text is not an amount. */
const readAmount = (text: string, complain: Complain): number => {
  if (/^[1-9]\d{0,12}$/.test(text) && Number(text) <= MAX_AMOUNT) return Number(text);
  const no = (code: string, reason: string): number => {
    complain('amount', code, reason);
    return 0;
  };
  if (text === '') return no('empty', 'There is nothing in this cell.');
  if (/^-?0+(\.0*)?$/.test(text)) return no('amount_zero', 'The amount must be more than 0.');
  if (/^-\d+(\.\d+)?$/.test(text)) {
    return no('amount_negative', 'A top-up is positive; refunds are not part of a history.');
  }
  if (/^\d+\.\d+$/.test(text)) {
    return no('amount_fractional', 'An amount is a whole number of minor units, such as yen.');
  }
  if (/^[1-9]\d*$/.test(text)) {
    return no(
      'amount_too_large',
      `More than ${MAX_AMOUNT.toLocaleString('en-US')}, the most that one top-up can have.`,
    );
  }
  return no('amount_unreadable', 'Not a number written with the digits 0 to 9 only.');
};

const list = (values: ReadonlySet<string>): string => [...values].join(', ');

const CARD_NUMBER_REASONS: Readonly<Record<CardNumberFault, string>> = {
  empty: 'There is no card number in this cell.',
  imei: '15 digits are an IMEI, the number of a handset; the card number (ICCID) has 19 or 20.',
  excel_damaged: 'A spreadsheet has turned the number into an exponent; its last digits are lost.',
  not_digits: 'A card number (ICCID) has digits only.',
  wrong_length: 'A card number (ICCID) has 19 or 20 digits.',
  wrong_prefix: 'A card number (ICCID) begins with 89.',
  wrong_check_digit: 'The check digit is wrong: a digit is mistyped or two are exchanged.',
};
