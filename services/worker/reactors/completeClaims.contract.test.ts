import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { expect, it, vi } from 'vitest';

import { account } from '@chobo/domain/account/decider';
import { payment } from '@chobo/domain/payment/decider';
import { handleCommand, loadState } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';
import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { historyRowText } from '@chobo/fixtures/statements/historyCsv';
import { pendingClaims } from '@chobo/projections/payment-claims/queries';

import { fileOf, NOW, openBench, textOf } from '../jobs/history-import/import.given.ts';
import type { ImportBench } from '../jobs/history-import/import.given.ts';
import { importHistory } from '../jobs/history-import/importHistory.ts';
import { isImporting, withImportLock } from '../jobs/history-import/importLock.ts';
import { createWorker } from '../worker.ts';
import { completeClaims } from './completeClaims.ts';
import { endingAfterClaim } from './cutShort.given.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const line = (topUpId: string, card: number): string =>
  historyRowText({
    topUpId,
    card: cardNumber(card),
    amount: 1_000,
    paidAt: '2026-11-18T10:00:00+09:00',
  }).trimEnd();

/** Kills a real import with SIGKILL after it has claimed the payments. */
const killAfterClaim = async (bench: ImportBench, lines: readonly string[]): Promise<void> => {
  const script = path.join(import.meta.dirname, 'completeClaims.given.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, bench.database.url, ...lines], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('claimed\n');
  child.kill('SIGKILL');
  await ended;
  await bench.runner.waitForHead(30_000);
};

/** Leaves what a killed import leaves, without the killing. */
const endAfterClaim = async (bench: ImportBench, lines: readonly string[]): Promise<void> => {
  const gone = new Error('it is gone');
  const store = endingAfterClaim(bench.store, () => Promise.reject(gone));
  const given = { source: 'harbor', brand: 'harbor-mobile', actor: 'cli:test' } as const;
  const importing = importHistory(
    { ...bench.dependencies, store },
    { ...given, file: fileOf(textOf(lines)) },
  );
  await expect(importing).rejects.toThrow(gone);
  await bench.runner.waitForHead(30_000);
};

const credits = async (bench: ImportBench): Promise<readonly unknown[]> => {
  const { rows } = await bench.database.pool.query<{ id: string }>(
    `select data->>'topUpId' as id from events.events where type = 'TopUpCredited' order by 1`,
  );
  return rows.map((row) => row.id);
};

it('claims of a process that died by kill -9 are credited exactly once', async () => {
  const bench = await openBench();
  const dependencies = { ...bench.dependencies, logger: silent };
  try {
    await bench.run([line('tu-1', 1)]);
    // An account that is there, and one that the import would have opened.
    const lines = [line('tu-2', 1), line('tu-3', 2), line('tu-4', 2)];
    await killAfterClaim(bench, lines);
    expect(await credits(bench)).toEqual(['tu-1']);
    expect(await pendingClaims(bench.database.pool, NOW + 1)).toHaveLength(3);

    expect(await completeClaims(dependencies, NOW)).toMatchObject({ credited: 0, refused: 0 });
    expect(await completeClaims(dependencies, NOW + 1)).toEqual({
      credited: 3,
      refused: 0,
      left: 0,
      sources: ['harbor'],
    });
    // Once more, before the views have heard of it, and again by the import itself.
    await completeClaims(dependencies, NOW + 1);
    expect(await bench.run(lines)).toMatchObject({ state: 'imported', alreadyThere: 3 });
    expect(await credits(bench)).toEqual(['tu-1', 'tu-2', 'tu-3', 'tu-4']);
    expect(await bench.balances()).toHaveLength(4);
    expect(await pendingClaims(bench.database.pool, NOW + 1)).toEqual([]);
  } finally {
    await bench.close();
  }
});

it('a store that fails between opening and attaching costs nobody their payment', async () => {
  const bench = await openBench();
  const { store } = bench;
  const failing: EventStore = {
    ...store,
    append: (request) =>
      request.events.some(({ type }) => type === 'CardAttached')
        ? Promise.reject(new Error('the store is away'))
        : store.append(request),
  };
  const dependencies = { ...bench.dependencies, logger: silent };
  try {
    await endAfterClaim(bench, [line('tu-1', 1)]);
    const first = await completeClaims({ ...dependencies, store: failing }, NOW + 1);
    expect(first).toMatchObject({ credited: 0, refused: 0, left: 1 });
    expect(await completeClaims(dependencies, NOW + 1)).toMatchObject({ credited: 1, refused: 0 });
    expect(await credits(bench)).toEqual(['tu-1']);
  } finally {
    await bench.close();
  }
});

it('a refusal that may pass leaves the claim waiting', async () => {
  const bench = await openBench();
  const { store } = bench;
  const dependencies = { ...bench.dependencies, logger: silent };
  try {
    await bench.run([line('tu-1', 1)]);
    const { state } = await loadState(store, payment, 'payment-stripe:STRIPE-tu-1');
    if (state.status !== 'claimed') throw new Error(state.status);
    const credit = {
      ...state.claim.credit,
      topUpId: 'tu-2',
      imported: false,
      payment: { provider: 'stripe', reference: 'P' },
    };
    const at = '2026-11-20T00:00:00.000Z';
    await handleCommand(store, payment, {
      stream: 'payment-stripe:P',
      command: { type: 'ClaimPayment', data: { accountId: 'acc-later', credit, at } },
      context: { commandId: 'claim-2', actor: 'channel:web', occurredAt: at },
    });
    await bench.runner.waitForHead(30_000);
    expect(await completeClaims(dependencies, NOW + 1)).toMatchObject({ refused: 0, left: 1 });
    const after = await loadState(store, payment, 'payment-stripe:P');
    expect(after.state.status).toBe('claimed');
  } finally {
    await bench.close();
  }
});

it('a claim that always fails does not hold up younger ones', async () => {
  const bench = await openBench();
  const { store } = bench;
  const failing: EventStore = {
    ...store,
    readStream: (stream, options) => {
      if (stream === 'payment-stripe:STRIPE-tu-1') throw new Error('unreadable');
      return store.readStream(stream, options);
    },
  };
  const dependencies = { ...bench.dependencies, store: failing, logger: silent };
  const options = { limit: 1, attempts: new Map<string, number>() };
  const round = () => completeClaims(dependencies, NOW + 1, options);
  try {
    await endAfterClaim(bench, [line('tu-1', 1), line('tu-2', 2)]);
    expect(await round()).toMatchObject({ credited: 0, left: 1 });
    expect(await round()).toMatchObject({ credited: 1, left: 0 });
    await bench.runner.waitForHead(30_000);
    expect(await round()).toMatchObject({ credited: 0, left: 1 });
  } finally {
    await bench.close();
  }
});

it('the claims of an import at work are its own', async () => {
  const bench = await openBench();
  const { pool } = bench.database;
  try {
    expect(await isImporting(pool)).toBe(false);
    await withImportLock(pool, vi.fn(), async () => {
      expect(await isImporting(pool)).toBe(true);
    });
    await vi.waitFor(async () => expect(await isImporting(pool)).toBe(false));
  } finally {
    await bench.close();
  }
});

it('a claim that its account does not take is refused', async () => {
  const bench = await openBench();
  const { store } = bench;
  const dependencies = { ...bench.dependencies, logger: silent };
  try {
    await bench.run([line('tu-1', 1)]);
    const { state } = await loadState(store, payment, 'payment-stripe:STRIPE-tu-1');
    if (state.status !== 'claimed') throw new Error(state.status);
    const { claim } = state;
    const credit = {
      ...claim.credit,
      topUpId: 'tu-2',
      brand: 'another',
      imported: false,
      payment: { provider: 'stripe', reference: 'P' },
    };
    const at = '2026-11-20T00:00:00.000Z';
    await handleCommand(store, payment, {
      stream: 'payment-stripe:P',
      command: { type: 'ClaimPayment', data: { ...claim, credit, at } },
      context: { commandId: 'claim-2', actor: 'channel:web', occurredAt: at },
    });
    await bench.runner.waitForHead(30_000);
    expect(await completeClaims(dependencies, NOW + 1)).toMatchObject({ credited: 0, refused: 1 });
    const after = await loadState(store, payment, 'payment-stripe:P');
    expect(after.state.status).toBe('refused');
    expect((await loadState(store, account, `account-${claim.accountId}`)).revision).toBe(2n);
  } finally {
    await bench.close();
  }
});

it('two workers complete what was left behind, and end when asked', async () => {
  const bench = await openBench();
  const options = {
    ...bench.dependencies,
    outdatedSources: () => Promise.resolve([]),
    intervalMs: 20,
    claimAgeMs: -1,
    logger: silent,
  };
  const workers = [createWorker(options), createWorker(options)];
  try {
    await endAfterClaim(bench, [line('tu-1', 1), line('tu-2', 2)]);
    for (const worker of workers) worker.start();
    await vi.waitFor(
      async () => expect(await pendingClaims(bench.database.pool, NOW + 1)).toEqual([]),
      { timeout: 20_000 },
    );
    expect(await credits(bench)).toEqual(['tu-1', 'tu-2']);
    // The days that list the credits are run again.
    await vi.waitFor(() => expect(bench.refreshed).toContain('harbor'), { timeout: 20_000 });
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await bench.close();
  }
});
