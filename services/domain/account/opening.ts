import { accept, reject } from '../kernel/decider.ts';
import { epochMs } from '../kernel/time.ts';
import type { ActivateAccount, AttachCard, OpenAccount } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { AccountState, OpenedAccount } from './state.ts';

/** Opens the balance; the same opening again changes nothing. */
export const openAccount = ({ data }: OpenAccount, state: AccountState): AccountDecision => {
  const { at, ...account } = data;
  if (state.status === 'unopened') {
    return accept({ type: 'AccountOpened', data: { ...account, openedAt: at } });
  }
  const isSame =
    state.accountId === account.accountId &&
    state.brand === account.brand &&
    state.plan === account.plan &&
    state.currency === account.currency;
  return isSame ? accept() : reject('account_opened_differently', { accountId: state.accountId });
};

/** Adds a card to the pool. That the card is nobody else's is claimed in the card's own stream. */
export const attachCard = ({ data }: AttachCard, account: OpenedAccount): AccountDecision => {
  const { iccid, at } = data;
  if (account.cards.includes(iccid)) return accept();
  return accept({ type: 'CardAttached', data: { iccid, attachedAt: at } });
};

/** First use: from here the validity counts, also for what was credited before. Once only. */
export const activateAccount = (
  { data }: ActivateAccount,
  account: OpenedAccount,
): AccountDecision => {
  const { activatedAt, validUntil } = data;
  const { activation } = account;
  if (activation !== null) {
    const isSame =
      epochMs(activation.activatedAt) === epochMs(activatedAt) &&
      epochMs(activation.validUntil) === epochMs(validUntil);
    return isSame
      ? accept()
      : reject('account_already_activated', {
          activatedAt: activation.activatedAt,
          validUntil: activation.validUntil,
        });
  }
  if (epochMs(validUntil) <= epochMs(activatedAt)) {
    return reject('validity_not_after_start', { from: activatedAt, until: validUntil });
  }
  return accept({ type: 'AccountActivated', data: { activatedAt, validUntil } });
};
