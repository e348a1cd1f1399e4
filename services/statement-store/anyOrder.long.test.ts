import { afterAll, beforeAll, it } from 'vitest';

import { expectSameInAnyOrder } from './anyOrder.given.ts';
import { openFlow, type Flow } from './flow.given.ts';

let flow: Flow;

beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow.close());

it('what several days come to does not depend on the order in which files and imports come', () =>
  expectSameInAnyOrder(flow, 300));
