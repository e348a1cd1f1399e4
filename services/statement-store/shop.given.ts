import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import {
  harborFile,
  type HarborFile,
  type HarborLine,
} from '@chobo/fixtures/statements/harborFile';
import { historyCsv } from '@chobo/fixtures/statements/historyCsv';
import { createLogger } from '@chobo/runtime/logger';
import { importHistory, type ImportReport } from '@chobo/worker/jobs/history-import/importHistory';

import { dayReport } from './dayReport.ts';
import type { StatementStoreDependencies } from './dependencies.ts';
import type { RunCheck } from './receiptsCheck.ts';
import { reconcileStatement } from './reconcileStatement.ts';
import type { ReconciliationReport } from './report.ts';
import { refreshDays } from './runDays.ts';
import { verifyRuns } from './verifyRuns.ts';

/** A top-up sold: `18 12:00:00` is noon JST of 18 November 2026. */
export type Sold = {
  readonly id: string;
  readonly at: string;
  readonly amount?: number;
  /** Number of its card within the shop. */
  readonly card?: number;
  readonly provider?: string;
};

/** One line of a file, about a top-up by its id within the shop. */
export type Reported = Omit<Partial<HarborLine>, 'at' | 'card'> & {
  readonly at: string;
  readonly card?: number;
};

export type HandIn = {
  readonly supersede?: { readonly reason: string };
  readonly actor?: string;
  readonly through?: Partial<StatementStoreDependencies>;
};

/** One source with what was sold of its brand; ids of the shop are told without its prefix. */
export type Shop = {
  readonly source: string;
  /** The same shop, handing its files in under another source's name. */
  readonly ofSource: (source: string) => Pick<Shop, 'hand'>;
  /** Brings sold top-ups in, as `chobo history import` does. */
  readonly sell: (...sold: readonly Sold[]) => Promise<ImportReport>;
  /** The bytes of a file of Harbor's. */
  readonly file: (
    day: string,
    lines: readonly Reported[],
    more?: Partial<Omit<HarborFile, 'date' | 'lines'>>,
  ) => Buffer;
  /** Hands bytes in for a day. */
  readonly hand: (
    day: string,
    bytes: Uint8Array,
    options?: HandIn,
  ) => Promise<ReconciliationReport>;
  /** Hands a right file in for a day and tells its outcome. */
  readonly reconcile: (day: string, lines: readonly Reported[]) => Promise<Outcome>;
  /** How a day reads now. */
  readonly day: (day: string) => Promise<Outcome | null>;
  /** What `chobo verify` says of the matching of this shop's days. */
  readonly verify: () => Promise<readonly RunCheck[]>;
};

/** A report in words that a test can compare whole. */
export type Outcome = {
  readonly lines: number;
  readonly items: number;
  readonly exact: number;
  readonly notExecuted: number;
  readonly alreadySeen: number;
  readonly proposed: readonly string[];
  readonly carried: readonly string[];
  /** `kind: items #lines ±difference`, and the day that settled it. */
  readonly breaks: readonly string[];
};

const QUIET: Outcome = {
  lines: 0,
  items: 0,
  exact: 0,
  notExecuted: 0,
  alreadySeen: 0,
  proposed: [],
  carried: [],
  breaks: [],
};

/** An expected outcome: what is not said is nothing. */
export const outcome = (said: Partial<Outcome>): Outcome => ({ ...QUIET, ...said });

/** Cases of a table by their names, for `it.each` with `%s`. */
export const named = <Case extends { readonly name: string }>(
  cases: readonly Case[],
): readonly (readonly [string, Case])[] => cases.map((one) => [one.name, one]);

export const dateOf = (day: string): string => `2026-11-${day}`;

export const fileOf = (bytes: Uint8Array, name = 'harbor.csv') => ({
  name,
  open: async function* () {
    for (let at = 0; at < bytes.length; at += 50_000) {
      yield await Promise.resolve(bytes.subarray(at, at + 50_000));
    }
  },
});

/** A shop whose source and brand are published; `first` numbers its cards. */
export const shop = (
  dependencies: StatementStoreDependencies,
  { id, first }: { readonly id: string; readonly first: number },
): Shop => {
  const { pool, store, projections, clock } = dependencies;
  const card = (n = 1): string => cardNumber(first + n);
  const idOf = (itemId: string): string => (itemId === '' ? '' : `${id}/${itemId}`);

  const sell: Shop['sell'] = async (...sold) => {
    const text = historyCsv(
      sold.map((row) => ({
        topUpId: idOf(row.id),
        card: card(row.card),
        amount: row.amount ?? 2000,
        paidAt: `${dateOf(row.at.replace(' ', 'T'))}+09:00`,
        ...(row.provider === undefined ? {} : { paymentProvider: row.provider }),
      })),
    );
    return importText(text);
  };

  const importText = (text: string): Promise<ImportReport> =>
    importHistory(
      {
        pool,
        store,
        projections,
        clock,
        logger: createLogger('silent'),
        refreshDays: (source, actor) => refreshDays(dependencies, source, actor),
      },
      {
        source: id,
        brand: `${id}-mobile`,
        actor: 'cli:test',
        file: { ...fileOf(Buffer.from(text), 'history.csv'), size: text.length },
      },
    );

  const file: Shop['file'] = (day, lines, more = {}) =>
    harborFile({
      date: dateOf(day),
      lines: lines.map(({ at, card: n, reference = '', ...line }) => ({
        at: `${dateOf(at.slice(0, 2)).replaceAll('-', '/')} ${at.slice(3)}`,
        carrierReference: `HB-${reference}-${at}`,
        reference: idOf(reference),
        card: card(n),
        amount: 2000,
        ...line,
      })),
      ...more,
    });

  const handAs =
    (source: string): Shop['hand'] =>
    (day, bytes, { through = {}, actor = 'cli:clerk', supersede } = {}) =>
      reconcileStatement(
        { ...dependencies, ...through },
        {
          source,
          date: dateOf(day),
          file: fileOf(bytes),
          actor,
          ...(supersede === undefined ? {} : { supersede }),
        },
      );

  const hand = handAs(id);

  const told = (report: ReconciliationReport): Outcome => {
    const own = (itemId: string): string => itemId.replace(`${id}/`, '');
    const parts = (items: readonly string[], lines: readonly number[]): string =>
      [...items.map(own), ...lines.map((line) => `#${line}`)].join(' ');
    return {
      lines: report.lines,
      items: report.items,
      exact: report.exact,
      notExecuted: report.notExecuted,
      alreadySeen: report.alreadySeen,
      proposed: report.proposed.map(({ rule, items, lines }) => `${rule}: ${parts(items, lines)}`),
      carried: report.carriedForward.map(
        ({ item, fileLine, from }) => `${own(item)} #${fileLine} from ${from.slice(-2)}`,
      ),
      breaks: report.breaks.map((found) => {
        const items = found.items ?? (found.item === null ? [] : [found.item]);
        const lines = found.lines ?? (found.fileLine === null ? [] : [found.fileLine]);
        const difference =
          found.difference === null ? '?' : `${found.difference > 0 ? '+' : ''}${found.difference}`;
        const settled =
          found.resolvedOn === undefined ? '' : ` settled on ${found.resolvedOn.slice(-2)}`;
        return `${found.kind}: ${[parts(items, lines), difference].filter((part) => part !== '').join(' ')}${settled}`;
      }),
    };
  };

  return {
    source: id,
    ofSource: (source) => ({ hand: handAs(source) }),
    sell,
    file,
    hand,
    reconcile: async (day, lines) => {
      const report = await hand(day, file(day, lines));
      if (report.state !== 'accepted') throw new Error(JSON.stringify(report.problems));
      return told(report);
    },
    day: async (day) => {
      const report = await dayReport(pool, id, dateOf(day));
      return report === null ? null : told(report);
    },
    verify: async () =>
      (await verifyRuns(dependencies)).filter(({ check }) => check.includes(` ${id} `)),
  };
};
