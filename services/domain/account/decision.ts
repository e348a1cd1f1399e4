import type { Decision } from '../kernel/decider.ts';
import type { AccountEvent } from './events.ts';
import type { AccountRejection } from './rejections.ts';

export type AccountDecision = Decision<AccountEvent, AccountRejection>;
