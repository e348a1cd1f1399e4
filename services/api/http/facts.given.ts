import { readFileSync } from 'node:fs';

import type { AccountEvent } from '@chobo/domain/account/events';
import type { CardEvent } from '@chobo/domain/card/events';
import type { CatalogueEvent } from '@chobo/domain/catalogue/events';
import type { CatalogueDocument } from '@chobo/domain/catalogue/documents';
import { accountStream, cardStream, catalogueStream } from '@chobo/domain/streams';

import { cardNumber } from '../../../fixtures/statements/cardNumber.ts';
import type { Fact, TestApp } from '../app.given.ts';

/** Hana's card: ¥1,000 and ¥3,000 topped up, ¥400 of the latter asked back. */
export const HANA = { iccid: cardNumber(1234), accountId: 'acc-hana' };

/** Ken's card: ¥1,000, its validity over on 1 October. */
export const KEN = { iccid: cardNumber(987_654), accountId: 'acc-ken' };

const documents = JSON.parse(
  readFileSync(new URL('../../../fixtures/catalogue/harbor-mobile.json', import.meta.url), 'utf8'),
) as CatalogueDocument[];

const opened = ({ iccid, accountId }: typeof HANA): AccountEvent[] => [
  {
    type: 'AccountOpened',
    data: {
      accountId,
      brand: 'harbor-mobile',
      plan: 'harbor-90-days',
      currency: 'JPY',
      openedAt: '2026-07-01T00:00:00.000Z',
    },
  },
  { type: 'CardAttached', data: { iccid, attachedAt: '2026-07-01T00:00:00.000Z' } },
];

const registered = ({ iccid, accountId }: typeof HANA): CardEvent => ({
  type: 'CardRegistered',
  data: {
    iccid,
    accountId,
    brand: 'harbor-mobile',
    plan: 'harbor-90-days',
    registeredAt: '2026-07-01T00:00:00.000Z',
  },
});

const credited = (
  { iccid }: typeof HANA,
  topUp: { readonly id: string; readonly amount: number; readonly at: string },
): AccountEvent => ({
  type: 'TopUpCredited',
  data: {
    topUpId: topUp.id,
    iccid,
    brand: 'harbor-mobile',
    channel: 'web',
    method: 'card',
    payment: { provider: 'webpay', reference: `pay_${topUp.id}` },
    price: topUp.amount,
    value: topUp.amount,
    currency: 'JPY',
    paidAt: topUp.at,
    creditedAt: topUp.at,
    expiresAt: '2027-02-16T15:00:00.000Z',
    carrierCharge: {
      source: 'harbor',
      carrier: 'harbor',
      amount: topUp.amount * 0.9,
      businessDate: '2026-11-18',
    },
    wasProvisional: false,
    imported: false,
  },
});

const refundRequested: AccountEvent = {
  type: 'RefundRequested',
  data: {
    refundId: 're-1',
    topUpId: 'tu-2',
    brand: 'harbor-mobile',
    value: 400,
    payback: 400,
    fee: 100,
    currency: 'JPY',
    reasonClass: 'customer_request',
    noteId: null,
    held: [{ lot: 'tu-2', bucket: 'paid', amount: 400 }],
    requestedBy: 'user:agent-1',
    requestedAt: '2026-11-18T00:50:00.000Z',
  },
};

const JULY = '2026-07-01T00:00:00.000Z';

const fact = (at: string, event: AccountEvent | CardEvent | CatalogueEvent): Fact => ({
  at,
  event,
});

/** A top-up of a card by the web shop, credited when it was paid. */
export const topUp = (card: typeof HANA, id: string, amount: number, at: string): Fact =>
  fact(at, credited(card, { id, amount, at }));

const published = (document: CatalogueDocument): Fact =>
  fact(JULY, {
    type: 'CatalogueDocumentPublished',
    data: { version: 1, document, publishedBy: 'cli:root', publishedAt: JULY },
  });

/** Records the facts; answers the position of the last. */
export const recordFacts = async ({ record }: TestApp): Promise<string> => {
  for (const document of documents) {
    await record(catalogueStream(document.kind, document.id), [published(document)]);
  }
  for (const card of [HANA, KEN]) {
    await record(cardStream(card.iccid), [fact(JULY, registered(card))]);
    await record(
      accountStream(card.accountId),
      opened(card).map((event) => fact(JULY, event)),
    );
  }
  await record(accountStream(KEN.accountId), [
    topUp(KEN, 'tu-0', 1000, '2026-07-02T00:00:00.000Z'),
    fact('2026-07-03T00:00:00.000Z', {
      type: 'AccountActivated',
      data: { activatedAt: '2026-07-03T00:00:00.000Z', validUntil: '2026-09-30T15:00:00.000Z' },
    }),
  ]);
  return record(accountStream(HANA.accountId), [
    topUp(HANA, 'tu-1', 1000, '2026-11-17T14:59:59.000Z'),
    topUp(HANA, 'tu-2', 3000, '2026-11-18T00:10:12.000Z'),
    fact('2026-11-18T00:50:00.000Z', refundRequested),
  ]);
};
