import { createHash } from 'node:crypto';

import type { TopUpCredited } from '@chobo/domain/account/events';
import { accountStream, cardStream, paymentStream } from '@chobo/domain/streams';
import type { Append, EventToAppend } from '@chobo/event-store/port';
import type { ChoboEvent } from '@chobo/projections/runner/eventTypes';

const START_MS = Date.parse('2026-09-01T00:00:00+09:00');
const TOP_UPS_PER_ACCOUNT = 5;
const BRAND = 'harbor-mobile';
const currency = 'JPY';
const DAY_MS = 86_400_000;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const uuid = (text: string): string => {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const toAppend = (key: string, event: ChoboEvent, atMs: number): EventToAppend => {
  const commandId = uuid(key);
  return {
    id: uuid(`${key} event`),
    ...event,
    metadata: {
      commandId,
      inputHash: digest(key),
      schemaVersion: 1,
      correlationId: commandId,
      causationId: commandId,
      actor: 'channel:official-site',
      occurredAt: new Date(atMs).toISOString(),
    },
  };
};

type Writer = { readonly stream: string; readonly key: string; readonly event: ChoboEvent };

const opening = (account: number, at: string): readonly Writer[] => {
  const iccid = `898110${String(account).padStart(13, '0')}`;
  const accountId = `acc-${iccid}`;
  const stream = accountStream(accountId);
  const key = `open ${account}`;
  const held = { accountId, brand: BRAND, plan: 'harbor-standard' };
  return [
    { stream, key, event: { type: 'AccountOpened', data: { ...held, currency, openedAt: at } } },
    {
      stream: cardStream(iccid),
      key: `card ${account}`,
      event: { type: 'CardRegistered', data: { ...held, iccid, registeredAt: at } },
    },
    {
      stream,
      key: `attach ${account}`,
      event: { type: 'CardAttached', data: { iccid, attachedAt: at } },
    },
  ];
};

const creditOf = (account: number, round: number, at: string): TopUpCredited['data'] => {
  const iccid = `898110${String(account).padStart(13, '0')}`;
  const topUpId = `tu-harbor-${String(account * TOP_UPS_PER_ACCOUNT + round).padStart(8, '0')}`;
  const amount = 1000 * (1 + ((account + round) % 10));
  return {
    topUpId,
    iccid,
    brand: BRAND,
    channel: 'kiosk',
    method: 'konbini',
    payment: { provider: 'konbini', reference: `KONBINI-${topUpId}` },
    price: amount,
    value: amount,
    currency,
    paidAt: at,
    creditedAt: at,
    expiresAt: new Date(Date.parse(at) + 30 * DAY_MS).toISOString(),
    carrierCharge: {
      source: 'harbor',
      carrier: 'harbor',
      amount: amount * 0.9,
      businessDate: at.slice(0, 10),
    },
    wasProvisional: false,
    imported: false,
  };
};

const topUp = (account: number, round: number, at: string): readonly Writer[] => {
  const credit = creditOf(account, round, at);
  const { provider, reference } = credit.payment;
  const accountId = `acc-${credit.iccid}`;
  const stream = accountStream(accountId);
  const key = credit.topUpId;
  const claim = { accountId, credit, claimedAt: at };
  const taken = [{ lot: credit.topUpId, bucket: 'paid', amount: 500 } as const];
  const usage = { usageId: `us-${key}`, brand: BRAND, date: at.slice(0, 10), taken, currency };
  return [
    {
      stream: paymentStream(provider, reference),
      key: `claim ${key}`,
      event: { type: 'PaymentClaimed', data: claim },
    },
    { stream, key: `credit ${key}`, event: { type: 'TopUpCredited', data: credit } },
    // One account in three has used some of what it bought by the time that it buys again.
    ...(round % 3 === 1
      ? [
          {
            stream,
            key: `use ${key}`,
            event: { type: 'UsageRecorded', data: { ...usage, recordedAt: at } },
          } as const,
        ]
      : []),
  ];
};

/**
 * A log as years of selling leave it: claims and credits above all, an opening
 * for every five of them, some use. Accounts come round again after all others
 * have bought, so that a batch rarely meets one twice.
 *
 * @returns appends in the order of the log, at least `events` events in all
 */
export function* sellingHistory(events: number): Generator<Append> {
  const perAccount = 3 + 2 * TOP_UPS_PER_ACCOUNT + 2;
  const accounts = Math.ceil(events / perAccount);
  for (let round = 0; round < TOP_UPS_PER_ACCOUNT; round += 1) {
    for (let account = 0; account < accounts; account += 1) {
      const atMs = START_MS + (round * 20 + (account / accounts) * 20) * DAY_MS;
      const at = new Date(atMs).toISOString();
      const written = [...(round === 0 ? opening(account, at) : []), ...topUp(account, round, at)];
      for (const { stream, key, event } of written) {
        yield { stream, expectedRevision: 'any', events: [toAppend(key, event, atMs)] };
      }
    }
  }
}
