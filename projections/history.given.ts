import type { AccountEvent, TopUpCredited } from '@chobo/domain/account/events';
import { accountStream, breakStream, cardStream, paymentStream } from '@chobo/domain/streams';
import type { Append, EventStore, Position } from '@chobo/event-store/port';

import {
  BRAND,
  bonus,
  credited,
  opened,
  refundApproved,
  refundFailed,
  refundPaid,
  refundRequested,
  used,
} from './accounts/account.given.ts';
import { handMatched, rejectedMatch, workedBreak } from './breaks/breaks.given.ts';
import { NOON, toAppend } from './runner/events.given.ts';
import type { ChoboEvent } from './runner/eventTypes.ts';

/** One event and the stream that it goes to. */
type Written = { readonly stream: string; readonly event: ChoboEvent };

const cardNumber = (n: number): string => `898110${String(n).padStart(13, '0')}`;

const topUpOf = (n: number, part: string): TopUpCredited['data'] => {
  const event = credited(`tu-${n}-${part}`, {
    iccid: cardNumber(n),
    price: 1000,
    value: n % 3 === 0 ? 1100 : 1000,
    expiresAt: n % 4 === 0 ? null : '2026-12-18T15:00:00.000Z',
    paidAt: new Date(Date.parse(NOON) + n * 1000).toISOString(),
  });
  if (event.type !== 'TopUpCredited') throw new Error('the given credit is a credit');
  return event.data;
};

/** Claim and credit of one payment. */
const payment = (n: number, part: string): readonly Written[] => {
  const credit = topUpOf(n, part);
  const { provider, reference } = credit.payment;
  const claim = { accountId: `acc-${n}`, credit, claimedAt: NOON };
  return [
    { stream: paymentStream(provider, reference), event: { type: 'PaymentClaimed', data: claim } },
    { stream: accountStream(`acc-${n}`), event: { type: 'TopUpCredited', data: credit } },
  ];
};

/** What happens to the n-th account after its first payment: seven stories take turns. */
const afterwards = (n: number): readonly AccountEvent[] => {
  const topUpId = `tu-${n}-a`;
  const [bonusId, refundId] = [`bo-${n}`, `rf-${n}`];
  const asked = [bonus(bonusId, topUpId), refundRequested(refundId, topUpId, bonusId)];
  const approved = [...asked, refundApproved(refundId, topUpId, bonusId)];
  const currency = 'JPY';
  switch (n % 7) {
    case 0:
      return [used(`us-${n}-1`, topUpId, 300), used(`us-${n}-2`, topUpId, 200)];
    case 1:
      return asked;
    case 2:
      return approved;
    case 3:
      return [...approved, refundPaid(refundId)];
    case 4:
      return [...approved, refundFailed(refundId, topUpId, bonusId)];
    case 5: {
      const validUntil = '2027-02-16T15:00:00.000Z';
      const lots = [{ lot: topUpId, bucket: 'paid', amount: 400 } as const];
      return [
        { type: 'AccountActivated', data: { activatedAt: NOON, validUntil } },
        { type: 'BalanceExpired', data: { brand: BRAND, lots, currency, expiredAt: validUntil } },
      ];
    }
    default: {
      const goodwill = { lot: `ad-${n}`, bucket: 'bonus', amount: 250 } as const;
      return [
        {
          type: 'BalanceAdjusted',
          data: {
            adjustmentId: `ad-${n}`,
            brand: BRAND,
            kind: 'goodwill',
            direction: 'increase',
            moved: goodwill,
            currency,
            expiresAt: null,
            reasonId: 'sorry',
            requestedBy: 'user:mori',
            approvedBy: 'user:sato',
            adjustedAt: NOON,
          },
        },
      ];
    }
  }
};

/** What people do about the breaks and the proposed match of every tenth account: the odd ones are undone. */
const breakWorkOf = (n: number): readonly Written[] => {
  if (n % 10 !== 0) return [];
  const { assigned, commented, proposed, approved, resolved, undone } = workedBreak(`br-${n}`);
  const done = [assigned, commented, proposed, approved, resolved];
  const stream = breakStream(`br-${n}`);
  const byHand = handMatched(`hand-${n}`, [`tu-${n}`], [n]);
  const matches = n % 20 === 0 ? [byHand.matched] : [byHand.matched, byHand.undone];
  return [
    ...(n % 20 === 0 ? done : [...done, undone]).map((event) => ({ stream, event })),
    ...matches.map((event) => ({ stream: breakStream(`hand-${n}`), event })),
    { stream: breakStream(`apart-${n}`), event: rejectedMatch(`apart-${n}`) },
  ];
};

/** The whole story of the n-th account, in the order of the log. */
const storyOf = (n: number): readonly Written[] => {
  const stream = accountStream(`acc-${n}`);
  const iccid = cardNumber(n);
  const registered = { iccid, accountId: `acc-${n}`, brand: BRAND, plan: 'standard' };
  return [
    { stream, event: opened(`acc-${n}`) },
    {
      stream: cardStream(iccid),
      event: { type: 'CardRegistered', data: { ...registered, registeredAt: NOON } },
    },
    { stream, event: { type: 'CardAttached', data: { iccid, attachedAt: NOON } } },
    ...payment(n, 'a'),
    ...afterwards(n).map((event) => ({ stream, event })),
    ...payment(n, 'b'),
    ...breakWorkOf(n),
  ];
};

/** Writes the stories of accounts `from` … `from + count − 1`, mixed with one another. */
export const writeHistory = async (
  store: EventStore,
  from: number,
  count: number,
): Promise<Position> => {
  const stories = Array.from({ length: count }, (_, index) => storyOf(from + index));
  const longest = Math.max(...stories.map((story) => story.length));
  let position: Position | undefined;
  for (let step = 0; step < longest; step += 1) {
    const appends = stories.flatMap((story): Append[] => {
      const written = story[step];
      if (written === undefined) return [];
      const { stream, event } = written;
      return [{ stream, expectedRevision: 'any', events: [toAppend(event)] }];
    });
    for (const outcome of await store.appendMany(appends)) {
      if (!outcome.ok) throw outcome.error;
      position = outcome.appended.position;
    }
  }
  if (position === undefined) throw new Error('a history has at least one event');
  return position;
};
