import type { AccountCommand } from '@chobo/domain/account/commands';
import { account } from '@chobo/domain/account/decider';
import { endOfValidity } from '@chobo/domain/account/endOfValidity';
import type { TopUpCredited } from '@chobo/domain/account/events';
import { catalogue } from '@chobo/domain/catalogue/decider';
import type { RefundPolicy } from '@chobo/domain/catalogue/documents';
import { card } from '@chobo/domain/card/decider';
import { parseCardNumber, type Iccid } from '@chobo/domain/card/iccid';
import type { Aggregate, Command, DomainEvent, Rejection } from '@chobo/domain/kernel/decider';
import { businessDateOf, instantOf, JST } from '@chobo/domain/kernel/time';
import { payment } from '@chobo/domain/payment/decider';
import { accountStream, cardStream, catalogueStream, paymentStream } from '@chobo/domain/streams';
import { handleCommand, loadState } from '@chobo/event-store/handleCommand';

import type { Chobo } from '../chobo.ts';
import { DEMO_ACTOR, demoLogin } from './users.ts';

const BRAND = 'harbor-mobile';
const PLAN = 'harbor-90-days';
const VALIDITY_DAYS = 90;
const DAY_MS = 86_400_000;
const AGENT = `user:${demoLogin('support_agent')}`;
const SUPERVISOR = `user:${demoLogin('support_supervisor')}`;

/** What the cards are sold with. */
type Shop = Pick<Chobo, 'store' | 'clock'>;

type TopUpCase = {
  /** Minor units. */
  readonly price: number;
  readonly paidDaysAgo: number;
  /** Claimed at the kiosk, not yet confirmed by whoever collected the money. */
  readonly provisional?: true;
};

/** A card with one top-up, and what has been done with it. */
type SupportCase = {
  readonly iccid: string;
  /** What a refund of its top-up comes to, for whoever tries the demo. */
  readonly shows: string;
  readonly topUp: TopUpCase;
  readonly used?: number;
  readonly activatedDaysAgo?: number;
  readonly chargedBack?: true;
  readonly refund?: 'requested' | 'approved' | 'paid';
};

/** One card for every outcome of a refund; told by the last digits before the check digit. */
export const SUPPORT_CASES: readonly SupportCase[] = [
  {
    iccid: '8981100990000010011',
    shows: 'can be refunded, whole or in part',
    topUp: { price: 3_000, paidDaysAgo: 2 },
  },
  {
    iccid: '8981100990000010029',
    shows: 'can be refunded, but a supervisor may not approve so much',
    topUp: { price: 30_000, paidDaysAgo: 1 },
  },
  {
    iccid: '8981100990000010037',
    shows: 'was activated and partly used',
    topUp: { price: 2_000, paidDaysAgo: 5 },
    activatedDaysAgo: 4,
    used: 700,
  },
  {
    iccid: '8981100990000010045',
    shows: 'is past the refund period',
    topUp: { price: 1_000, paidDaysAgo: 40 },
  },
  {
    iccid: '8981100990000010052',
    shows: 'has expired',
    topUp: { price: 1_000, paidDaysAgo: 120 },
  },
  {
    iccid: '8981100990000010060',
    shows: 'has a refund that waits for approval',
    topUp: { price: 5_000, paidDaysAgo: 3 },
    refund: 'requested',
  },
  {
    iccid: '8981100990000010078',
    shows: 'has an approved refund that waits for its payment',
    topUp: { price: 4_000, paidDaysAgo: 4 },
    refund: 'approved',
  },
  {
    iccid: '8981100990000010086',
    shows: 'was refunded and paid',
    topUp: { price: 2_000, paidDaysAgo: 6 },
    refund: 'paid',
  },
  {
    iccid: '8981100990000010094',
    shows: 'was charged back by the card company',
    topUp: { price: 3_000, paidDaysAgo: 7 },
    chargedBack: true,
  },
  {
    iccid: '8981100990000010102',
    shows: 'was paid at a convenience store, which has not confirmed it yet',
    topUp: { price: 2_000, paidDaysAgo: 1, provisional: true },
  },
  {
    iccid: '8981100990000010110',
    shows: 'was used up',
    topUp: { price: 1_000, paidDaysAgo: 6 },
    activatedDaysAgo: 5,
    used: 1_000,
  },
];

const iccidOf = (text: string): Iccid => {
  const parsed = parseCardNumber(text);
  if (!parsed.ok) throw new Error(`${text} is no card number: ${parsed.fault}`);
  return parsed.iccid;
};

type Deed<Given extends Command> = {
  readonly command: Given;
  readonly id: string;
  readonly actor?: string;
  readonly atMs: number;
};

/** Gives one command of the demo; one that was given before, by a seeding that was cut short, stays. */
const give = async <
  State,
  Given extends Command,
  Event extends DomainEvent,
  Refusal extends Rejection,
>(
  { store }: Pick<Chobo, 'store'>,
  aggregate: Aggregate<State, Given, Event, Refusal>,
  stream: string,
  { command, id, actor = DEMO_ACTOR, atMs }: Deed<Given>,
): Promise<void> => {
  const result = await handleCommand(store, aggregate, {
    stream,
    command,
    context: { commandId: `demo:${id}`, actor, occurredAt: instantOf(atMs) },
  });
  if (result.accepted || result.rejection.code === 'command_id_reused') return;
  throw new Error(`Demo ${id}: ${JSON.stringify(result.rejection)}`);
};

const refundPolicy = async ({ store }: Pick<Chobo, 'store'>): Promise<RefundPolicy> => {
  const stream = catalogueStream('refund-policy', 'harbor-refunds');
  const { state } = await loadState(store, catalogue, stream);
  if (state.status !== 'published' || state.document.kind !== 'refund-policy') {
    throw new Error('The demo catalogue has no refund policy');
  }
  return state.document;
};

const seedCase = async (chobo: Shop, given: SupportCase, policy: RefundPolicy): Promise<void> => {
  const nowMs = chobo.clock();
  const iccid = iccidOf(given.iccid);
  const ending = given.iccid.slice(-5, -1);
  const accountId = `demo-${ending}`;
  const topUpId = `demo-top-up-${ending}`;
  const refundId = `demo-refund-${ending}`;
  const paidAtMs = nowMs - given.topUp.paidDaysAgo * DAY_MS;
  const paidAt = instantOf(paidAtMs);
  const stream = accountStream(accountId);
  const onAccount = (what: string, command: AccountCommand, atMs: number, actor?: string) =>
    give(chobo, account, stream, {
      command,
      id: `${what}:${ending}`,
      atMs,
      ...(actor !== undefined && { actor }),
    });

  await give(chobo, card, cardStream(iccid), {
    command: {
      type: 'RegisterCard',
      data: { iccid, accountId, brand: BRAND, plan: PLAN, at: paidAt },
    },
    id: `register:${ending}`,
    atMs: paidAtMs,
  });
  await onAccount(
    'open',
    {
      type: 'OpenAccount',
      data: { accountId, brand: BRAND, plan: PLAN, currency: 'JPY', at: paidAt },
    },
    paidAtMs,
  );
  await onAccount('attach', { type: 'AttachCard', data: { iccid, at: paidAt } }, paidAtMs);
  if (given.topUp.provisional === true) {
    const { price } = given.topUp;
    const sale = { topUpId, price, currency: 'JPY' } as const;
    await onAccount(
      'request',
      {
        type: 'RequestTopUp',
        data: {
          ...sale,
          iccid,
          channel: 'kiosk',
          method: 'konbini',
          offer: null,
          value: price,
          at: paidAt,
        },
      },
      paidAtMs,
    );
    const payment = { provider: 'konbini', reference: `demo-${ending}` };
    await onAccount(
      'provisional',
      { type: 'RecordProvisionalPayment', data: { ...sale, payment, paidAt } },
      paidAtMs,
    );
    return;
  }
  const credit: TopUpCredited['data'] = {
    topUpId,
    iccid,
    brand: BRAND,
    channel: 'web',
    method: 'card',
    payment: { provider: 'stripe', reference: `demo-${ending}` },
    price: given.topUp.price,
    value: given.topUp.price,
    currency: 'JPY',
    paidAt,
    creditedAt: paidAt,
    expiresAt: endOfValidity(paidAt, VALIDITY_DAYS),
    // Sold from stock: no carrier charges for it, so no statement has to confirm it.
    carrierCharge: null,
    wasProvisional: false,
    imported: false,
  };
  await give(chobo, payment, paymentStream(credit.payment.provider, credit.payment.reference), {
    command: { type: 'ClaimPayment', data: { accountId, credit, at: paidAt } },
    id: `claim:${ending}`,
    atMs: paidAtMs,
  });
  await onAccount('credit', { type: 'CreditTopUp', data: credit }, paidAtMs);

  if (given.activatedDaysAgo !== undefined) {
    const activatedMs = nowMs - given.activatedDaysAgo * DAY_MS;
    const activatedAt = instantOf(activatedMs);
    const validUntil = endOfValidity(activatedAt, VALIDITY_DAYS);
    await onAccount(
      'activate',
      { type: 'ActivateAccount', data: { activatedAt, validUntil } },
      activatedMs,
    );
    if (given.used !== undefined) {
      const usedMs = activatedMs + DAY_MS;
      const date = businessDateOf(usedMs, JST);
      await onAccount(
        'use',
        {
          type: 'RecordUsage',
          data: { usageId: `demo-use-${ending}`, date, amount: given.used, at: instantOf(usedMs) },
        },
        usedMs,
      );
    }
  }
  if (given.chargedBack === true) {
    const data = {
      topUpId,
      kind: 'chargeback',
      taken: given.topUp.price,
      by: DEMO_ACTOR,
      at: instantOf(nowMs - DAY_MS),
    } as const;
    await onAccount('charge-back', { type: 'ReverseTopUp', data }, nowMs - DAY_MS);
  }
  const { refund } = given;
  if (refund === undefined) return;
  const askedMs = nowMs - DAY_MS;
  await onAccount(
    'refund',
    {
      type: 'RequestRefund',
      data: {
        refundId,
        topUpId,
        value: given.topUp.price,
        reasonClass: 'defective-sale',
        noteId: null,
        policy,
        requestedBy: AGENT,
        at: instantOf(askedMs),
      },
    },
    askedMs,
    AGENT,
  );
  if (refund === 'requested') return;
  const decidedMs = askedMs + DAY_MS / 8;
  await onAccount(
    'approval',
    {
      type: 'ApproveRefund',
      data: {
        refundId,
        approvedBy: SUPERVISOR,
        roles: ['support_supervisor'],
        tiers: policy.approvalTiers,
        at: instantOf(decidedMs),
      },
    },
    decidedMs,
    SUPERVISOR,
  );
  if (refund === 'approved') return;
  const paidMs = decidedMs + DAY_MS / 8;
  await onAccount(
    'payout',
    {
      type: 'RecordRefundPaid',
      data: {
        refundId,
        paidFrom: 'bank',
        payoutReference: `TR-DEMO-${ending}`,
        at: instantOf(paidMs),
      },
    },
    paidMs,
    `user:${demoLogin('finance_staff')}`,
  );
};

/**
 * Cards for support agents, with times relative to the clock of the demo, so
 * that the refund period is open whenever it is tried. They are of no day that
 * is reconciled: no carrier charged for them.
 */
export const seedSupportCases = async (chobo: Shop): Promise<void> => {
  const policy = await refundPolicy(chobo);
  for (const given of SUPPORT_CASES) await seedCase(chobo, given, policy);
};
