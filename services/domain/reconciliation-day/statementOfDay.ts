import { accept, reject } from '../kernel/decider.ts';
import type { AcceptStatement } from './commands.ts';
import type { ReconciliationDayDecision } from './decision.ts';
import { closingOf } from './state.ts';
import type { ReconciliationDayState } from './state.ts';

/**
 * One accepted statement at a time: the same one
 * again changes nothing, the same bytes are told when they came first, other
 * bytes need a supersede with its reason, and a closed day takes none.
 */
export const acceptStatement = (
  { data }: AcceptStatement,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  const { supersede, at, ...statement } = data;
  if (state.status === 'untouched') {
    return accept({
      type: 'DayStatementAccepted',
      data: { ...statement, supersedes: null, reasonId: null, acceptedAt: at },
    });
  }
  const { statementId, sha256, acceptedBy, acceptedAt } = state.statement;
  if (statementId === data.statementId) return accept();
  const occupant = { statementId, sha256, acceptedBy, acceptedAt };
  if (sha256 === data.sha256) return reject('same_bytes_accepted', occupant);
  if (state.status === 'closed') return reject('day_closed', closingOf(state));
  if (supersede === null) return reject('day_occupied', occupant);
  return accept({
    type: 'DayStatementAccepted',
    data: {
      ...statement,
      supersedes: statementId,
      reasonId: supersede.reasonId,
      acceptedAt: at,
    },
  });
};
