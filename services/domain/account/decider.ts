import type { Aggregate } from '../kernel/decider.ts';
import { reject, unreachable } from '../kernel/decider.ts';
import { correctBalance, grantGoodwill } from './adjustments.ts';
import { grantBonus } from './bonuses.ts';
import type { AccountCommand, OpenAccount } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { AccountEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { expireBalance } from './expiry.ts';
import { activateAccount, attachCard, openAccount } from './opening.ts';
import { approveRefund, rejectRefund } from './refundApproval.ts';
import { cancelRefund } from './refundCancelling.ts';
import {
  recordRefundEvidenced,
  recordRefundFailed,
  recordRefundPaid,
  recordRefundSent,
} from './refundPayout.ts';
import { requestRefund } from './refundRequest.ts';
import type { AccountRejection } from './rejections.ts';
import { cancelCarrierCharge, reverseTopUp } from './reversal.ts';
import type { AccountState, OpenedAccount } from './state.ts';
import { initialState } from './state.ts';
import { creditTopUp, failTopUp, recordProvisionalPayment, requestTopUp } from './topUps.ts';
import { upcasters } from './upcasters.ts';
import { recordUsage } from './usage.ts';
import { extendValidity, lapseAccount } from './validity.ts';

const decideOpened = (
  command: Exclude<AccountCommand, OpenAccount>,
  account: OpenedAccount,
): AccountDecision => {
  switch (command.type) {
    case 'AttachCard':
      return attachCard(command, account);
    case 'ActivateAccount':
      return activateAccount(command, account);
    case 'RequestTopUp':
      return requestTopUp(command, account);
    case 'RecordProvisionalPayment':
      return recordProvisionalPayment(command, account);
    case 'CreditTopUp':
      return creditTopUp(command, account);
    case 'FailTopUp':
      return failTopUp(command, account);
    case 'ReverseTopUp':
      return reverseTopUp(command, account);
    case 'CancelCarrierCharge':
      return cancelCarrierCharge(command, account);
    case 'GrantBonus':
      return grantBonus(command, account);
    case 'ExtendValidity':
      return extendValidity(command, account);
    case 'RecordUsage':
      return recordUsage(command, account);
    case 'RequestRefund':
      return requestRefund(command, account);
    case 'ApproveRefund':
      return approveRefund(command, account);
    case 'RejectRefund':
      return rejectRefund(command, account);
    case 'CancelRefund':
      return cancelRefund(command, account);
    case 'RecordRefundSent':
      return recordRefundSent(command, account);
    case 'RecordRefundPaid':
      return recordRefundPaid(command, account);
    case 'RecordRefundFailed':
      return recordRefundFailed(command, account);
    case 'RecordRefundEvidenced':
      return recordRefundEvidenced(command, account);
    case 'ExpireBalance':
      return expireBalance(command, account);
    case 'LapseAccount':
      return lapseAccount(command, account);
    case 'GrantGoodwill':
      return grantGoodwill(command, account);
    case 'CorrectBalance':
      return correctBalance(command, account);
    default:
      return unreachable(command);
  }
};

const decide = (command: AccountCommand, state: AccountState): AccountDecision => {
  if (command.type === 'OpenAccount') return openAccount(command, state);
  return state.status === 'unopened'
    ? reject('account_not_opened', {})
    : decideOpened(command, state);
};

/** One balance and everything that touches it. */
export const account: Aggregate<AccountState, AccountCommand, AccountEvent, AccountRejection> = {
  initialState,
  decide,
  evolve,
  upcasters,
};
