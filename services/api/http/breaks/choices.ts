import { z } from 'zod';

import { obstacleTo, settledRefusal } from '@chobo/domain/break/found';
import { RESOLUTION_KINDS } from '@chobo/domain/break/kinds';
import { movesMoney } from '@chobo/domain/break/resolution';
import type { Closing } from '@chobo/domain/reconciliation-day/state';
import { ledgerAccounts } from '@chobo/domain/ledger/accounts';
import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';

import { instantSchema } from '../schemas/values.ts';
import { asFound } from './foundBreak.ts';

export const choiceSchema = z
  .object({
    kind: z.enum(RESOLUTION_KINDS),
    obstacle: z
      .enum([
        'settled',
        'matched_elsewhere',
        'under_way',
        'nothing_to_match',
        'no_item',
        'nothing_to_wait_for',
      ])
      .nullable()
      .describe('Why it cannot be chosen now; null when it can'),
    movesMoney: z.boolean().describe('Takes the approval of a second person'),
    postings: z
      .object({
        debit: z.string().nullable().describe('null: the account that the proposal names'),
        credit: z.string(),
      })
      .nullable()
      .describe('What a positive amount posts, a negative one the other way round'),
  })
  .meta({ id: 'BreakChoice' });

export type Choice = z.infer<typeof choiceSchema>;

/** Every way to resolve a break, and why some are closed now. */
export const choicesFor = (found: ListedBreak): Choice[] => {
  const judged = asFound(found);
  const settled = settledRefusal(judged);
  return RESOLUTION_KINDS.map((kind) => ({
    kind,
    obstacle:
      settled !== null
        ? settled.rejection.code === 'break_settled'
          ? 'settled'
          : 'matched_elsewhere'
        : (found.work?.status ?? 'open') !== 'open'
          ? 'under_way'
          : obstacleTo(judged, kind),
    movesMoney: movesMoney({ kind }),
    postings: postingsOf(kind),
  }));
};

const postingsOf = (kind: Choice['kind']): Choice['postings'] => {
  if (kind === 'adjustment') return { debit: null, credit: ledgerAccounts.suspense };
  if (kind === 'write_off') {
    return { debit: ledgerAccounts.overShort, credit: ledgerAccounts.suspense };
  }
  return null;
};

export const closingSchema = z
  .object({
    date: z.iso.date(),
    version: z.int().describe('Which closing of the day it is, from 1'),
    closedBy: z.string(),
    closedAt: instantSchema,
  })
  .meta({ id: 'DayClosing' });

export const nextStepSchema = z
  .object({
    step: z
      .enum(['resolve', 'approve', 'send_back', 'undo'])
      .describe('`send_back` where what waits for approval is settled, or no more'),
    permission: z.enum(['breaks:work', 'breaks:approve']),
    notBy: z.string().nullable().describe('Who may not, having taken the step before'),
    closing: closingSchema
      .nullable()
      .describe('A closing that keeps everybody from it: that day is to be opened again first'),
  })
  .meta({ id: 'BreakNextStep' });

/**
 * What can happen next, and who must not be the one to do it; null when nothing is left to do.
 *
 * @param closing of a day whose outcome the step would change
 */
export const nextStepOf = (
  found: ListedBreak,
  closing: Closing | null,
): z.infer<typeof nextStepSchema> | null => {
  const { work } = found;
  switch (work?.status ?? 'open') {
    case 'open':
      return settledRefusal(asFound(found)) === null
        ? { step: 'resolve', permission: 'breaks:work', notBy: null, closing }
        : null;
    case 'proposed':
    case 'approved':
      if (settledRefusal(asFound(found)) !== null) {
        return { step: 'send_back', permission: 'breaks:work', notBy: null, closing };
      }
      return {
        step: 'approve',
        permission: 'breaks:approve',
        notBy: work?.proposedBy ?? null,
        closing,
      };
    case 'resolved': {
      const resolution = work?.resolution ?? null;
      const isMoney = resolution !== null && movesMoney(resolution);
      return {
        step: 'undo',
        permission: 'breaks:work',
        notBy: isMoney ? (work?.resolvedBy ?? null) : null,
        closing,
      };
    }
  }
};
