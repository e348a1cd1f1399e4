import { z } from 'zod';

import type { BreakWorkCommand } from '@chobo/domain/break/commands';
import type { BreakResolution } from '@chobo/domain/break/events';
import type { Actor } from '@chobo/domain/kernel/actor';
import { unreachable } from '@chobo/domain/kernel/decider';
import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';

import type { Given } from '../../commands/given.ts';
import type { GivenCommandType } from '../../commands/permissions.ts';
import { idSchema, reasonSchema } from '../schemas/values.ts';
import { onBreak } from './foundBreak.ts';

/** What can be done to many breaks at once: what needs no look at each one's two sides. */
export const actionSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('assign'),
      assignee: idSchema.nullable().describe('Login name; null for nobody'),
    }),
    z.strictObject({
      type: z.literal('resolve'),
      kind: z
        .enum(['write_off', 'dispute', 'carried_forward', 'ignored'])
        .describe('A write-off takes the difference of each break'),
      reason: reasonSchema,
    }),
    z.strictObject({ type: z.literal('approve') }),
  ])
  .meta({ id: 'BulkBreakAction' });

export type BulkAction = z.infer<typeof actionSchema>;

/** The command that an action is, for who may give it. */
export const COMMAND_OF = {
  assign: 'AssignBreak',
  resolve: 'ProposeResolution',
  approve: 'ApproveResolution',
} as const satisfies Readonly<Record<BulkAction['type'], GivenCommandType>>;

/** What an action refers to, looked up once for all breaks. */
export type ActionParts = { readonly assignee: Actor | null; readonly reasonId: string };

/** An action as the command for one break. */
export const commandFor = (
  action: BulkAction,
  found: ListedBreak,
  given: Pick<Given, 'actor' | 'at'>,
  { assignee, reasonId }: ActionParts,
): BreakWorkCommand => {
  const { actor, at } = given;
  const on = onBreak(found);
  switch (action.type) {
    case 'assign':
      return { type: 'AssignBreak', data: { ...on, assignee, assignedBy: actor, at } };
    case 'approve':
      return { type: 'ApproveResolution', data: { ...on, approvedBy: actor, at } };
    case 'resolve': {
      const { currency } = found;
      const resolution = resolutionFor(action.kind, found);
      return {
        type: 'ProposeResolution',
        data: { ...on, resolution, currency, reasonId, proposedBy: actor, at },
      };
    }
    default:
      return unreachable(action);
  }
};

/** A break without a difference has nothing to write off: the rules refuse an amount of nothing. */
const resolutionFor = (
  kind: Extract<BulkAction, { type: 'resolve' }>['kind'],
  { difference }: ListedBreak,
): BreakResolution => (kind === 'write_off' ? { kind, amount: difference ?? 0 } : { kind });
