import type {
  AccountEvent,
  BalanceAdjusted,
  LotAmount,
  RefundApproved,
  TopUpCredited,
  TopUpReversed,
} from '../account/events.ts';
import { unreachable } from '../kernel/decider.ts';
import { bucketAccount, ledgerAccounts } from './accounts.ts';
import type { Line, SubLedgerKeys, Transaction } from './transaction.ts';
import { credit, debit, reversed, transaction } from './transaction.ts';

/** Lines that take each amount out of what we owe, by bucket; a paid lot is its top-up's. */
const takenFromLots = (amounts: readonly LotAmount[], brand: string): readonly Line[] =>
  amounts.map((moved) =>
    debit(
      bucketAccount(moved.bucket, brand),
      moved.amount,
      moved.bucket === 'paid' ? { topUpId: moved.lot } : undefined,
    ),
  );

const sumOf = (amounts: readonly LotAmount[]): number =>
  amounts.reduce((sum, moved) => sum + moved.amount, 0);

const inBucket = (
  amounts: readonly LotAmount[],
  bucket: LotAmount['bucket'],
): readonly LotAmount[] => amounts.filter((moved) => moved.bucket === bucket);

const credited = (data: TopUpCredited['data']): readonly Line[] => {
  const { payment, price, value, brand, carrierCharge } = data;
  const confirmation = data.wasProvisional
    ? [
        debit(ledgerAccounts.unconfirmed, price),
        credit(ledgerAccounts.provisionalClearing(payment.provider), price),
      ]
    : [];
  const charge =
    carrierCharge === null
      ? []
      : [
          debit(ledgerAccounts.carrier(carrierCharge.carrier), carrierCharge.amount),
          credit(ledgerAccounts.carrierPayable(carrierCharge.carrier), carrierCharge.amount),
        ];
  return [
    debit(ledgerAccounts.clearing(payment.provider), price),
    debit(ledgerAccounts.promotion, value - price),
    credit(ledgerAccounts.prepaid(brand), value),
    ...confirmation,
    ...charge,
  ];
};

/** A reversal costs what the provider took beyond what was still unused. */
const topUpReversed = (data: TopUpReversed['data']): readonly Line[] => [
  debit(ledgerAccounts.prepaid(data.brand), data.unused),
  debit(ledgerAccounts.chargeback, data.taken + data.promotion - data.unused),
  credit(ledgerAccounts.clearing(data.provider), data.taken),
  credit(ledgerAccounts.promotion, data.promotion),
  ...takenFromLots(data.clawedBack, data.brand),
  credit(ledgerAccounts.promotion, sumOf(data.clawedBack)),
];

/** The paid part is owed to the customer less the fee; the bonus part costs us nothing any more. */
const refundApproved = (
  data: Pick<RefundApproved['data'], 'brand' | 'value' | 'payback' | 'fee'>,
  taken: readonly LotAmount[],
): readonly Line[] => {
  const bonus = inBucket(taken, 'bonus');
  return [
    debit(ledgerAccounts.prepaid(data.brand), data.value),
    credit(ledgerAccounts.refundPayable, data.payback - data.fee),
    credit(ledgerAccounts.refundFee, data.fee),
    credit(ledgerAccounts.promotion, data.value - data.payback),
    ...takenFromLots(bonus, data.brand),
    credit(ledgerAccounts.promotion, sumOf(bonus)),
  ];
};

/** Forfeited money is income; forfeited bonus only takes back what the promotion cost. */
const expired = (brand: string, lots: readonly LotAmount[]): readonly Line[] => [
  ...takenFromLots(lots, brand),
  credit(ledgerAccounts.breakage, sumOf(inBucket(lots, 'paid'))),
  credit(ledgerAccounts.promotion, sumOf(inBucket(lots, 'bonus'))),
];

const adjusted = (data: BalanceAdjusted['data']): readonly Line[] => {
  const against = data.kind === 'goodwill' ? ledgerAccounts.goodwill : ledgerAccounts.suspense;
  const decrease = [...takenFromLots([data.moved], data.brand), credit(against, data.moved.amount)];
  return data.direction === 'decrease' ? decrease : reversed(decrease);
};

/**
 * The transaction of an account event, from the event's own fields.
 *
 * @param accountId the balance whose stream it is
 */
export const accountPostings = (event: AccountEvent, accountId: string): Transaction => {
  const keys: SubLedgerKeys = { accountId, source: null, topUpId: null, refundId: null };
  switch (event.type) {
    case 'TopUpPaidProvisionally': {
      const { price, payment, currency, topUpId } = event.data;
      return transaction(currency, { ...keys, topUpId }, [
        debit(ledgerAccounts.provisionalClearing(payment.provider), price),
        credit(ledgerAccounts.unconfirmed, price),
      ]);
    }
    case 'TopUpFailed': {
      const { reason, price, provider, currency, topUpId } = event.data;
      if (reason !== 'provisional_cancelled') return [];
      if (provider === null) throw new RangeError(`${topUpId}: a cancellation names its provider`);
      return transaction(currency, { ...keys, topUpId }, [
        debit(ledgerAccounts.unconfirmed, price),
        credit(ledgerAccounts.provisionalClearing(provider), price),
      ]);
    }
    case 'TopUpCredited': {
      const { topUpId, carrierCharge, currency } = event.data;
      const source = carrierCharge?.source ?? null;
      return transaction(currency, { ...keys, source, topUpId }, credited(event.data));
    }
    case 'CarrierChargeCancelled': {
      const { carrier, amount, source, topUpId, currency } = event.data;
      return transaction(currency, { ...keys, source, topUpId }, [
        debit(ledgerAccounts.carrierPayable(carrier), amount),
        credit(ledgerAccounts.carrier(carrier), amount),
      ]);
    }
    case 'TopUpReversed': {
      const { topUpId, currency } = event.data;
      return transaction(currency, { ...keys, topUpId }, topUpReversed(event.data));
    }
    case 'BonusGranted': {
      const { brand, amount, topUpId, currency } = event.data;
      return transaction(currency, { ...keys, topUpId }, [
        debit(ledgerAccounts.promotion, amount),
        credit(ledgerAccounts.bonus(brand), amount),
      ]);
    }
    case 'UsageRecorded': {
      const { taken, brand, currency } = event.data;
      return transaction(currency, keys, [
        ...takenFromLots(taken, brand),
        credit(ledgerAccounts.service, sumOf(taken)),
      ]);
    }
    case 'RefundApproved': {
      const { topUpId, refundId, currency, taken } = event.data;
      const lines = refundApproved(event.data, taken);
      return transaction(currency, { ...keys, topUpId, refundId }, lines);
    }
    case 'RefundCancelled': {
      const { topUpId, refundId, currency, returned, afterApproval } = event.data;
      if (!afterApproval) return [];
      const lines = reversed(refundApproved(event.data, returned));
      return transaction(currency, { ...keys, topUpId, refundId }, lines);
    }
    case 'RefundFailed': {
      const { topUpId, refundId, currency, returned } = event.data;
      const lines = reversed(refundApproved(event.data, returned));
      return transaction(currency, { ...keys, topUpId, refundId }, lines);
    }
    case 'RefundPaid': {
      const { refundId, paidFrom, amount, currency } = event.data;
      const from = paidFrom === 'bank' ? ledgerAccounts.bank : ledgerAccounts.clearing(paidFrom);
      return transaction(currency, { ...keys, refundId }, [
        debit(ledgerAccounts.refundPayable, amount),
        credit(from, amount),
      ]);
    }
    case 'BalanceExpired':
      return transaction(event.data.currency, keys, expired(event.data.brand, event.data.lots));
    case 'BalanceAdjusted':
      return transaction(event.data.currency, keys, adjusted(event.data));
    case 'AccountOpened':
    case 'CardAttached':
    case 'AccountActivated':
    case 'TopUpRequested':
    case 'ValidityExtended':
    case 'RefundRequested':
    case 'RefundRejected':
    case 'RefundSent':
    case 'RefundEvidenced':
    case 'AccountLapsed':
      return [];
    default:
      return unreachable(event);
  }
};
