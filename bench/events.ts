import { randomUUID } from 'node:crypto';
import type { EventToAppend } from '@chobo/event-store/port';

/** A credited top-up as an import writes it: about 600 bytes of JSON with its metadata. */
export const aTopUpCredited = (): EventToAppend => {
  const id = randomUUID();
  const topUpId = `tu-${id.slice(0, 13)}`;
  return {
    id,
    type: 'TopUpCredited',
    data: {
      topUpId,
      iccid: '8981100000000000014',
      channel: 'kiosk',
      method: 'konbini',
      payment: { provider: 'konbini', reference: topUpId },
      price: 1_000,
      value: 1_000,
      currency: 'JPY',
      paidAt: '2026-11-17T15:10:12.000Z',
      carrierCharge: {
        source: 'harbor',
        carrier: 'harbor-mobile',
        amount: 720,
        businessDate: '2026-11-18',
      },
    },
    metadata: {
      commandId: `credit:${topUpId}`,
      inputHash: 'd2c9d0f1b1f6c2f0a3d9a1f3f5a0f0b7c7e6d5c4b3a291807f6e5d4c3b2a1908',
      schemaVersion: 1,
      correlationId: topUpId,
      causationId: `claim:${topUpId}`,
      actor: 'cli:mori',
      occurredAt: '2026-11-17T15:10:12.000Z',
    },
  };
};
