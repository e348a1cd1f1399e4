import { isAdjustable } from '@chobo/domain/ledger/accounts';

import type { DialogValues } from '../../commands/CommandDialog';
import type { Command } from '../../commands/giveCommand';
import {
  seenRevision,
  type BreakDetail,
  type Candidate,
  type Choice,
  type Resolution,
} from './answers';
import { candidateKey, handMatchOf } from './handMatch';
import { minorUnits } from './money';
import { currencyOf } from './useSentences';

/** The candidates that are chosen in a form, by their keys in one text. */
export const chosenOf = (values: DialogValues): readonly string[] =>
  (values['chosen'] ?? '').split(' ').filter((key) => key !== '');

const chosenCandidates = (found: BreakDetail, values: DialogValues): readonly Candidate[] => {
  const chosen = chosenOf(values);
  return found.candidates.filter((candidate) => chosen.includes(candidateKey(candidate)));
};

/** What was typed as a resolution of this kind, and in which break it belongs; null while something is missing. */
const resolutionOf = (
  found: BreakDetail,
  kind: Choice['kind'],
  values: DialogValues,
): { readonly breakId: string; readonly resolution: Resolution } | null => {
  const here = (resolution: Resolution) => ({ breakId: found.id, resolution });
  switch (kind) {
    case 'matched_by_hand': {
      const { breakId, items, lines, missing } = handMatchOf(
        found,
        chosenCandidates(found, values),
      );
      return missing === null ? { breakId, resolution: { kind, items, lines } } : null;
    }
    case 'write_off':
    case 'adjustment': {
      const amount = minorUnits(values['amount'] ?? '', currencyOf(found));
      if (amount === null || amount === 0) return null;
      if (kind === 'write_off') return here({ kind, amount });
      const account = (values['account'] ?? '').trim();
      return isAdjustable(account) ? here({ kind, amount, account }) : null;
    }
    case 'refund': {
      const refundId = (values['refundId'] ?? '').trim();
      return refundId === '' ? null : here({ kind, refundId });
    }
    case 'dispute':
    case 'carried_forward':
    case 'ignored':
      return here({ kind });
  }
};

/** Whether everything but the reason is there. */
export const isComplete = (
  found: BreakDetail,
  kind: Choice['kind'],
  values: DialogValues,
): boolean => resolutionOf(found, kind, values) !== null;

/**
 * The command that a form comes to. One that is recorded in another break names
 * no revision: that one was not looked at.
 */
export const resolveCommand = (
  found: BreakDetail,
  kind: Choice['kind'],
  values: DialogValues,
): Command => {
  const given = resolutionOf(found, kind, values);
  if (given === null) throw new Error('The resolution is not complete');
  return {
    path: `breaks/${given.breakId}/resolution`,
    body: { resolution: given.resolution, reason: values['reason'] ?? '' },
    ...(given.breakId === found.id && { ifMatch: seenRevision(found) }),
  };
};
