import { randomUUID } from 'node:crypto';

import type { EventStore, RecordedEvent } from '@chobo/event-store/port';
import { publishDocuments } from '@chobo/runtime/catalogue';
import type { StatementStoreDependencies } from '@chobo/statement-store/dependencies';
import { shopDocuments } from '@chobo/statement-store/flow.given';
import { shop, type Shop } from '@chobo/statement-store/shop.given';

import { NOW_MS, type TestApp } from '../../app.given.ts';

type Row = { readonly id: string; readonly items: readonly string[]; readonly status?: string };

/** A source whose 18 November is settled and reviewed, so that the next signature closes it. */
export type ReviewedDay = {
  readonly shop: Shop;
  readonly runId: string;
  /** Two breaks that were ignored. */
  readonly ignored: readonly string[];
  /** A proposed match that was accepted. */
  readonly proposal: string;
  /** A break of the 19th in which an item of the 18th was matched by hand. */
  readonly matchedNextDay: string;
};

const REASON = 'Asked the carrier';

/** @param n numbers the source within the database */
export const reviewedDay = async (
  test: TestApp,
  store: EventStore,
  { n, staff }: { readonly n: number; readonly staff: string },
): Promise<ReviewedDay> => {
  const source = `race-${n}`;
  const { runner } = test.views();
  const dependencies: StatementStoreDependencies = {
    pool: test.database.pool,
    store,
    projections: runner,
    clock: () => NOW_MS,
    newId: randomUUID,
  };
  await publishDocuments(store, shopDocuments(source), { actor: 'cli:test', nowMs: NOW_MS });
  const own = shop(dependencies, { id: source, first: n * 100 });
  await own.sell(
    { id: 'seen', at: '18 09:00:00', card: 1 },
    { id: 'unseen', at: '18 10:00:00', card: 2, amount: 1000 },
    { id: 'blank', at: '18 12:00:00', card: 3, amount: 1500 },
    { id: 'next', at: '18 15:00:00', card: 4, amount: 700 },
  );
  await own.reconcile('18', [
    { at: '18 09:00:10', reference: 'seen', card: 1 },
    { at: '18 12:00:10', card: 3, amount: 1500 },
    { at: '18 20:00:00', reference: 'stranger', card: 9, amount: 5000 },
  ]);
  await own.reconcile('19', [{ at: '19 08:00:00', reference: 'mistyped', card: 4, amount: 700 }]);
  await runner.waitForHead(30_000);

  const list = async (what: string, date: string): Promise<readonly Row[]> => {
    const filter = encodeURIComponent(JSON.stringify({ source, date }));
    const page = await test.get(`/api/v1/${what}?limit=200&filter=${filter}`, staff);
    return page.json<{ data: Row[] }>().data;
  };
  const done = async (path: string, body: object): Promise<void> => {
    const answer = await test.post(`/api/v1/${path}`, staff, body);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    await runner.waitForHead(30_000);
  };
  const [nextDay] = await list('breaks', '2026-11-19');
  if (nextDay === undefined) throw new Error('The mistyped line is no break');
  await done(`breaks/${nextDay.id}/resolution`, {
    resolution: { kind: 'matched_by_hand', items: [`${source}/next`], lines: [4] },
    reason: REASON,
  });
  const ignored: string[] = [];
  for (const { id, status } of await list('breaks', '2026-11-18')) {
    if (status === 'resolved') continue;
    await done(`breaks/${id}/resolution`, { resolution: { kind: 'ignored' }, reason: REASON });
    ignored.push(id);
  }
  const [proposal] = await list('proposals', '2026-11-18');
  if (proposal === undefined) throw new Error('Nothing was proposed');
  await done(`proposals/${proposal.id}/acceptance`, { reason: REASON });
  const day = await test.get(`/api/v1/reconciliation-days/${source}:2026-11-18`, staff);
  const { runId } = day.json<{ runId: string }>();
  await done(`reconciliation-days/${source}:2026-11-18/review`, { runId });
  return {
    shop: own,
    runId,
    ignored,
    proposal: proposal.id,
    matchedNextDay: nextDay.id,
  };
};

/** What may be said of a break whose day is closed, and what is no word about it. */
const CHANGES_NOTHING = ['BreakAssigned', 'BreakCommented'];

/**
 * What of a day was changed while it stood signed: events of its breaks,
 * proposals, file and runs between a closing and the next reopening.
 */
export const changedWhileClosed = async (
  store: EventStore,
  { source, date }: { readonly source: string; readonly date: string },
): Promise<readonly string[]> => {
  const dayStream = `reconciliationDay-${source}:${date}`;
  const changes: string[] = [];
  let isClosed = false;
  const look = ({ stream, type, data }: RecordedEvent): void => {
    const isOfDay = stream === dayStream;
    if (isOfDay && type === 'DayClosed') isClosed = true;
    else if (isOfDay && type === 'DayReopened') isClosed = false;
    else if (isClosed && (isOfDay || isOfBreak(stream, data))) {
      if (!CHANGES_NOTHING.includes(type)) changes.push(`${type} on ${stream}`);
    }
  };
  const isOfBreak = (stream: string, data: unknown): boolean => {
    if (!stream.startsWith('break-')) return false;
    const on = data as { readonly source: string; readonly date: string };
    return on.source === source && on.date === date;
  };
  const filter = { streamPrefixes: ['break-', dayStream] };
  for await (const { events } of store.readAll({ filter })) events.forEach(look);
  return changes;
};
