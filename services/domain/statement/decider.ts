import { isPerson } from '../kernel/actor.ts';
import type { Aggregate, Decision } from '../kernel/decider.ts';
import { accept, reject, unreachable } from '../kernel/decider.ts';
import type {
  AcceptHeldStatement,
  AcceptStatement,
  HoldStatement,
  ReceiveStatement,
  RefuseHeldStatement,
  RefuseStatement,
  StatementCommand,
  SupersedeStatement,
} from './commands.ts';
import type { ReadingSummary, StatementEvent } from './events.ts';
import type { StatementRejection } from './rejections.ts';
import type { StatementState } from './state.ts';
import { initialState } from './state.ts';
import { upcasters } from './upcasters.ts';

type StatementDecision = Decision<StatementEvent, StatementRejection>;

/** Who decides when no person does. */
const RULES = 'rules';

const wrongStatus = (statementId: string, state: StatementState) =>
  reject('statement_status', { statementId, status: state.status });

export const receiveStatement = (
  { data }: ReceiveStatement,
  state: StatementState,
): StatementDecision => {
  if (state.status !== 'unknown') return wrongStatus(data.statementId, state);
  const { at, ...received } = data;
  return accept({ type: 'StatementReceived', data: { ...received, receivedAt: at } });
};

export const acceptStatement = (
  { data }: AcceptStatement,
  state: StatementState,
): StatementDecision => {
  const { statementId, summary, at } = data;
  if (state.status === 'accepted') return accept();
  if (state.status !== 'received') return wrongStatus(statementId, state);
  return accept({
    type: 'StatementAccepted',
    data: { ...summary, statementId, acceptedBy: RULES, reasonId: null, acceptedAt: at },
  });
};

export const holdStatement = (
  { data }: HoldStatement,
  state: StatementState,
): StatementDecision => {
  const { statementId, summary, reasons, at } = data;
  if (state.status === 'held') return accept();
  if (state.status !== 'received') return wrongStatus(statementId, state);
  if (reasons.length === 0) return reject('statement_reason_missing', { statementId });
  return accept({
    type: 'StatementHeld',
    data: { ...summary, statementId, reasons, heldAt: at },
  });
};

export const refuseStatement = (
  { data }: RefuseStatement,
  state: StatementState,
): StatementDecision => {
  const { statementId, summary, reasons, at } = data;
  if (state.status === 'refused') return accept();
  if (state.status !== 'received') return wrongStatus(statementId, state);
  if (reasons.length === 0) return reject('statement_reason_missing', { statementId });
  return accept({
    type: 'StatementRefused',
    data: { ...summary, statementId, reasons, refusedBy: RULES, reasonId: null, refusedAt: at },
  });
};

/** A held file waits for a person, with a reason: no job or channel may decide on it. */
export const acceptHeldStatement = (
  { data }: AcceptHeldStatement,
  state: StatementState,
): StatementDecision => {
  const { statementId, acceptedBy, reasonId, at } = data;
  if (state.status !== 'held') return wrongStatus(statementId, state);
  if (!isPerson(acceptedBy)) return reject('person_required', { actor: acceptedBy });
  return accept({
    type: 'StatementAccepted',
    data: { ...state.summary, statementId, acceptedBy, reasonId, acceptedAt: at },
  });
};

export const refuseHeldStatement = (
  { data }: RefuseHeldStatement,
  state: StatementState,
): StatementDecision => {
  const { statementId, refusedBy, reasonId, at } = data;
  if (state.status !== 'held') return wrongStatus(statementId, state);
  if (!isPerson(refusedBy)) return reject('person_required', { actor: refusedBy });
  const { summary, reasons } = state;
  return accept({
    type: 'StatementRefused',
    data: { ...summary, statementId, reasons, refusedBy, reasonId, refusedAt: at },
  });
};

/** Only what occupied a day can lose its place to another file. */
export const supersedeStatement = (
  { data }: SupersedeStatement,
  state: StatementState,
): StatementDecision => {
  const { statementId, by, reasonId, at } = data;
  if (state.status === 'superseded' && state.by === by) return accept();
  if (state.status !== 'accepted') return wrongStatus(statementId, state);
  return accept({
    type: 'StatementSuperseded',
    data: { statementId, by, reasonId, supersededAt: at },
  });
};

const decide = (command: StatementCommand, state: StatementState): StatementDecision => {
  switch (command.type) {
    case 'ReceiveStatement':
      return receiveStatement(command, state);
    case 'AcceptStatement':
      return acceptStatement(command, state);
    case 'HoldStatement':
      return holdStatement(command, state);
    case 'RefuseStatement':
      return refuseStatement(command, state);
    case 'AcceptHeldStatement':
      return acceptHeldStatement(command, state);
    case 'RefuseHeldStatement':
      return refuseHeldStatement(command, state);
    case 'SupersedeStatement':
      return supersedeStatement(command, state);
    default:
      return unreachable(command);
  }
};

const summaryOf = (data: ReadingSummary): ReadingSummary => ({
  lines: data.lines,
  unreadable: data.unreadable,
  controlChecks: data.controlChecks,
  controlTotalsTie: data.controlTotalsTie,
  problems: data.problems,
  problemCount: data.problemCount,
});

const evolve = (_state: StatementState, event: StatementEvent): StatementState => {
  switch (event.type) {
    case 'StatementReceived':
      return { status: 'received' };
    case 'StatementAccepted':
      return { status: 'accepted' };
    case 'StatementHeld':
      return { status: 'held', summary: summaryOf(event.data), reasons: event.data.reasons };
    case 'StatementRefused':
      return { status: 'refused' };
    case 'StatementSuperseded':
      return { status: 'superseded', by: event.data.by };
    default:
      return unreachable(event);
  }
};

export const statement: Aggregate<
  StatementState,
  StatementCommand,
  StatementEvent,
  StatementRejection
> = { initialState, decide, evolve, upcasters };
