import { useLocaleState, useTranslate } from 'react-admin';
import { useCallback } from 'react';

import type { Money } from '../../api/answers';
import {
  formatBusinessDate,
  formatControlFigure,
  formatInstant,
  formatMoney,
} from '../../parts/formatting';
import type { BreakDetail, OurSide, Resolution, TheirSide } from './answers';
import { useWord } from './useWord';

/** Which sentence tells a break: some kinds have more than one story. */
export const sentenceOf = ({
  kind,
  facts,
  theirs,
}: Pick<BreakDetail, 'kind' | 'facts' | 'theirs'>): string => {
  if (kind === 'status' && facts.undoes !== undefined) return 'status_cancelled_later';
  if (kind === 'status' && theirs.length > 1) return 'status_executed_and_cancelled';
  const { executedBy } = facts;
  if (kind === 'duplicate_in_statement' && (executedBy?.date ?? null) !== null) {
    return 'duplicate_of_other_file';
  }
  return kind;
};

const sumOf = (amounts: readonly (Money | null)[]): Money | null => {
  const known = amounts.filter((amount) => amount !== null);
  const [first] = known;
  if (first === undefined) return null;
  return { currency: first.currency, amount: known.reduce((sum, { amount }) => sum + amount, 0) };
};

/** What sides come to together; null when a side is not there. */
export const totalOf = (sides: readonly Pick<OurSide | TheirSide, 'amount'>[]): Money | null =>
  sumOf(sides.map(({ amount }) => amount));

/** Tells in the reader's language why something is a break, its amounts and times as facts. */
export const useReason = (): ((found: BreakDetail) => string) => {
  const word = useWord();
  const [locale] = useLocaleState();
  return useCallback(
    (found) => {
      const { facts, ours, theirs, date } = found;
      const list = (texts: readonly string[]): string =>
        new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts);
      const money = (value: Money | null | undefined): string =>
        value === null || value === undefined ? word('nothing') : formatMoney(value, locale);
      const instant = (value: string | null | undefined): string =>
        value === null || value === undefined ? '–' : formatInstant(value, locale);
      const day = (value: string | null | undefined): string =>
        formatBusinessDate(value ?? date, locale);
      const [our] = ours;
      const their = theirs.at(-1);
      const status = their?.status ?? null;
      const other = facts.executedBy ?? facts.undoes;
      const line = their?.fileLine ?? found.lines.at(-1);
      const total = facts.controlTotal;
      return word(`reasons.${sentenceOf(found)}`, {
        item: our?.item ?? '–',
        items: list(found.items),
        ours: money(totalOf(ours)),
        card: our?.card ?? '–',
        at: instant(our?.at),
        line: line === undefined ? '–' : String(line),
        lines: list(found.lines.map(String)),
        theirs: money(found.kind === 'status' ? their?.amount : totalOf(theirs)),
        theirCard: their?.card ?? '–',
        theirAt: instant(their?.at),
        theirReference: their?.reference === '' ? word('nothing') : (their?.reference ?? '–'),
        status: status === null ? '–' : word(`lineStates.${status}`),
        other: facts.executedInstead?.item ?? '–',
        otherAt: instant(facts.executedInstead?.at),
        otherLine: other === undefined ? '–' : String(other.fileLine),
        otherDate: day(other?.date),
        charge: money(facts.charge),
        contractCharge: money(facts.contractCharge),
        column: facts.unreadable?.column ?? '–',
        value: facts.unreadable?.value ?? '–',
        total: total === undefined ? '–' : word(`totals.${total.name}`, { _: total.name }),
        stated: total === undefined ? '–' : formatControlFigure(total.stated, total, locale),
        found: total === undefined ? '–' : formatControlFigure(total.found, total, locale),
      });
    },
    [locale, word],
  );
};

/** Tells a resolution with what it names, in the reader's language. */
export const useResolutionText = (): ((resolution: Resolution, currency: string) => string) => {
  const word = useWord();
  const translate = useTranslate();
  const [locale] = useLocaleState();
  return useCallback(
    (given, currency) => {
      const resolution = word(`choices.${given.kind}`);
      const list = (texts: readonly string[]): string =>
        new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts);
      switch (given.kind) {
        case 'adjustment':
        case 'write_off': {
          const amount = formatMoney({ amount: given.amount, currency }, locale, { signed: true });
          return given.kind === 'adjustment'
            ? word('resolutionAccount', { resolution, amount, account: given.account })
            : word('resolutionAmount', { resolution, amount });
        }
        case 'refund':
          return word('resolutionRefund', { resolution, refundId: given.refundId });
        case 'matched_by_hand':
          return word('resolutionParts', {
            resolution,
            items: list(given.items),
            lines: list(given.lines.map(String)),
          });
        case 'dispute':
        case 'carried_forward':
        case 'ignored':
          return translate(`chobo.breaks.choices.${given.kind}`);
      }
    },
    [locale, translate, word],
  );
};

/** The currency in which a break is told. */
export const currencyOf = ({
  difference,
  ours,
  theirs,
}: Pick<BreakDetail, 'difference' | 'ours' | 'theirs'>): string =>
  difference?.currency ?? totalOf(ours)?.currency ?? totalOf(theirs)?.currency ?? 'JPY';
