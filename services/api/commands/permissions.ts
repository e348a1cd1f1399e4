import type { AccountCommand } from '@chobo/domain/account/commands';
import type { BreakCommand } from '@chobo/domain/break/commands';
import type { ReconciliationDayCommand } from '@chobo/domain/reconciliation-day/commands';
import type { StatementCommand } from '@chobo/domain/statement/commands';
import type { Permission } from '@chobo/identity/roles';

/** Every command that the domain knows, by its name. */
type CommandType = (
  AccountCommand | BreakCommand | ReconciliationDayCommand | StatementCommand
)['type'];

/**
 * The commands that people may give through the API, each with the permission
 * that it takes. Asked where the command is carried out, so that no screen and
 * no route can forget it; a command that is not listed cannot be given.
 */
export const COMMAND_PERMISSIONS = {
  RequestRefund: 'refunds:request',
  ApproveRefund: 'refunds:approve',
  RejectRefund: 'refunds:approve',
  CancelRefund: 'refunds:request',
  RecordRefundPaid: 'refunds:pay',
  RecordRefundFailed: 'refunds:pay',
  AssignBreak: 'breaks:work',
  CommentBreak: 'breaks:work',
  ProposeResolution: 'breaks:work',
  ApproveResolution: 'breaks:approve',
  RejectResolution: 'breaks:work',
  UndoResolution: 'breaks:work',
  RejectProposedMatch: 'breaks:work',
  AcceptHeldStatement: 'statements:decide',
  RefuseHeldStatement: 'statements:decide',
  ReviewDay: 'reconciliation:close',
  CloseDay: 'reconciliation:close',
  ReopenDay: 'reconciliation:reopen',
} as const satisfies Partial<Readonly<Record<CommandType, Permission>>>;

/** A command that people may give. */
export type GivenCommandType = keyof typeof COMMAND_PERMISSIONS;
