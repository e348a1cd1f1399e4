import type { Aggregate, Decision } from '../kernel/decider.ts';
import { accept, reject } from '../kernel/decider.ts';
import type { CardCommand, RegisterCard } from './commands.ts';
import type { CardEvent } from './events.ts';
import { parseCardNumber } from './iccid.ts';
import type { CardRejection } from './rejections.ts';
import type { CardState } from './state.ts';
import { initialState } from './state.ts';
import { upcasters } from './upcasters.ts';

type CardDecision = Decision<CardEvent, CardRejection>;

/** A card belongs to one account for good; registering it there again changes nothing. */
export const registerCard = ({ data }: RegisterCard, state: CardState): CardDecision => {
  const { iccid, accountId, brand, plan, at } = data;
  if (state.status === 'registered') {
    const owner = state.registration.accountId;
    return owner === accountId
      ? accept()
      : reject('card_already_registered', { iccid, accountId: owner });
  }
  const parsed = parseCardNumber(iccid);
  if (!parsed.ok) {
    return reject('card_number_invalid', { cardNumber: iccid, fault: parsed.fault });
  }
  if (parsed.iccid !== iccid) {
    return reject('card_number_invalid', { cardNumber: iccid, fault: 'not_folded' });
  }
  return accept({
    type: 'CardRegistered',
    data: { iccid, accountId, brand, plan, registeredAt: at },
  });
};

export const card: Aggregate<CardState, CardCommand, CardEvent, CardRejection> = {
  initialState,
  decide: registerCard,
  evolve: (_state, event) => ({ status: 'registered', registration: event.data }),
  upcasters,
};
