import type { ControlCheck } from '@chobo/domain/statement/events';

/** What of one data line control totals may count. One object is filled again for each line. */
export type LineFigures = {
  /** Null when it could not be read. */
  state: 'done' | 'cancelled' | 'failed' | 'announced' | null;
  direction: 'positive' | 'negative' | null;
  /** Signed minor units; NaN when it could not be read. */
  amount: number;
  wholesale: number;
  /** '' when the profile knows no record types. */
  recordType: string;
};

export const emptyFigures = (): LineFigures => ({
  state: null,
  direction: null,
  amount: Number.NaN,
  wholesale: Number.NaN,
  recordType: '',
});

/** What a control total covers; see the profile's `controlSchema`. */
export type ControlRule = {
  readonly name: string;
  readonly of: 'lines' | 'amount' | 'wholesale';
  readonly states?: readonly NonNullable<LineFigures['state']>[] | undefined;
  readonly direction?: NonNullable<LineFigures['direction']> | undefined;
  readonly recordTypes?: readonly string[] | undefined;
  readonly unsigned: boolean;
};

/** Counts what one control total covers, line by line. */
export type Tally = {
  readonly add: (figures: LineFigures) => void;
  readonly check: (stated: number) => ControlCheck;
  /** Begins anew, for totals of a section. */
  readonly reset: () => void;
};

/**
 * The count takes every line that the rule covers, unreadable ones too. A sum
 * takes each line whose amount and status could be read, even if its date could
 * not.
 *
 * @param currency of the source, in whose minor units a sum is
 */
export const createTally = (rule: ControlRule, currency: string): Tally => {
  const { states, direction, recordTypes, of } = rule;
  let found = 0;
  return {
    add: (figures) => {
      if (states !== undefined && (figures.state === null || !states.includes(figures.state)))
        return;
      if (direction !== undefined && figures.direction !== direction) return;
      if (recordTypes !== undefined && !recordTypes.includes(figures.recordType)) return;
      if (of === 'lines') {
        found += 1;
        return;
      }
      const value = of === 'amount' ? figures.amount : figures.wholesale;
      if (figures.state !== null && !Number.isNaN(value)) found += value;
    },
    check: (stated) => ({
      name: rule.name,
      stated,
      found: rule.unsigned ? Math.abs(found) : found,
      ...(of !== 'lines' && { currency }),
    }),
    reset: () => {
      found = 0;
    },
  };
};
