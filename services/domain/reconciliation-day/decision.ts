import type { Decision } from '../kernel/decider.ts';
import type { ReconciliationDayEvent } from './events.ts';
import type { ReconciliationDayRejection } from './rejections.ts';

export type ReconciliationDayDecision = Decision<
  ReconciliationDayEvent,
  ReconciliationDayRejection
>;
