import { creditDifferences } from '../account/creditContent.ts';
import type { Aggregate, Decision } from '../kernel/decider.ts';
import { accept, reject, unreachable } from '../kernel/decider.ts';
import type { ClaimPayment, PaymentCommand, RefusePaymentCredit } from './commands.ts';
import type { PaymentEvent } from './events.ts';
import type { PaymentRejection } from './rejections.ts';
import type { PaymentState } from './state.ts';
import { initialState } from './state.ts';
import { upcasters } from './upcasters.ts';

type PaymentDecision = Decision<PaymentEvent, PaymentRejection>;

/** A payment is claimed once, by one top-up of one account; claiming it again changes nothing. */
export const claimPayment = ({ data }: ClaimPayment, state: PaymentState): PaymentDecision => {
  const { accountId, credit, at } = data;
  if (state.status === 'unclaimed') {
    return accept({ type: 'PaymentClaimed', data: { accountId, credit, claimedAt: at } });
  }
  const first = { accountId: state.claim.accountId, topUpId: state.claim.credit.topUpId };
  if (first.accountId !== accountId || first.topUpId !== credit.topUpId) {
    return reject('payment_already_claimed', first);
  }
  const fields = creditDifferences(state.claim.credit, credit);
  if (fields.length > 0) return reject('payment_claimed_differently', { ...first, fields });
  return state.status === 'refused' ? reject('payment_credit_refused', first) : accept();
};

/** Ends a claim that the account does not take. */
export const refusePaymentCredit = (
  { data }: RefusePaymentCredit,
  state: PaymentState,
): PaymentDecision => {
  const { topUpId, code, at } = data;
  if (state.status === 'unclaimed') return reject('payment_not_claimed', { topUpId });
  const claimant = state.claim.credit.topUpId;
  if (claimant !== topUpId) {
    return reject('payment_already_claimed', {
      accountId: state.claim.accountId,
      topUpId: claimant,
    });
  }
  if (state.status === 'refused') return accept();
  return accept({ type: 'PaymentCreditRefused', data: { topUpId, code, refusedAt: at } });
};

const decide = (command: PaymentCommand, state: PaymentState): PaymentDecision => {
  switch (command.type) {
    case 'ClaimPayment':
      return claimPayment(command, state);
    case 'RefusePaymentCredit':
      return refusePaymentCredit(command, state);
    default:
      return unreachable(command);
  }
};

const evolve = (state: PaymentState, event: PaymentEvent): PaymentState => {
  switch (event.type) {
    case 'PaymentClaimed':
      return { status: 'claimed', claim: event.data };
    case 'PaymentCreditRefused':
      return state.status === 'unclaimed' ? state : { status: 'refused', claim: state.claim };
    default:
      return unreachable(event);
  }
};

export const payment: Aggregate<PaymentState, PaymentCommand, PaymentEvent, PaymentRejection> = {
  initialState,
  decide,
  evolve,
  upcasters,
};
