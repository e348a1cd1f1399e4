import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { bothWays, history } from './anyOrder.given.ts';
import { openFlow, type Flow } from './flow.given.ts';
import { verifyRuns } from './verifyRuns.ts';

let flow: Flow;

beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow.close());

it('what several days come to does not depend on the order in which files and imports come', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const { inOrder, otherwise } = await bothWays(flow, given);
      expect(otherwise).toEqual(inOrder);
    }),
    { numRuns: 300 },
  );
  expect((await verifyRuns(flow.dependencies)).filter(({ ok }) => !ok)).toEqual([]);
});
