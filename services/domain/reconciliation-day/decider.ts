import type { Aggregate } from '../kernel/decider.ts';
import { unreachable } from '../kernel/decider.ts';
import { closeDay, reopenDay, reviewDay } from './closing.ts';
import type { ReconciliationDayCommand } from './commands.ts';
import type { ReconciliationDayDecision } from './decision.ts';
import type { ReconciliationDayEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { recordMatching } from './matching.ts';
import type { ReconciliationDayRejection } from './rejections.ts';
import type { ReconciliationDayState } from './state.ts';
import { initialState } from './state.ts';
import { acceptStatement } from './statementOfDay.ts';
import { upcasters } from './upcasters.ts';
import { beginWork } from './work.ts';

const decide = (
  command: ReconciliationDayCommand,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  switch (command.type) {
    case 'AcceptStatement':
      return acceptStatement(command, state);
    case 'RecordMatching':
      return recordMatching(command, state);
    case 'BeginWork':
      return beginWork(command, state);
    case 'ReviewDay':
      return reviewDay(command, state);
    case 'CloseDay':
      return closeDay(command, state);
    case 'ReopenDay':
      return reopenDay(command, state);
    default:
      return unreachable(command);
  }
};

/** One business day of one source. */
export const reconciliationDay: Aggregate<
  ReconciliationDayState,
  ReconciliationDayCommand,
  ReconciliationDayEvent,
  ReconciliationDayRejection
> = { initialState, decide, evolve, upcasters };
