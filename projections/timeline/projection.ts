import { epochMs } from '@chobo/domain/kernel/time';

import { copyLine, copyLines } from '../rows/copy.ts';
import { asChoboEvent, streamId } from '../runner/eventTypes.ts';
import type { EventType } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { subjectOf } from './subject.ts';

const columns = [
  'account_id',
  'revision',
  'at_ms',
  'type',
  'actor',
  'subject',
  'amount',
  'currency',
];

const types: readonly EventType[] = [
  'AccountOpened',
  'CardAttached',
  'AccountActivated',
  'TopUpRequested',
  'TopUpPaidProvisionally',
  'TopUpCredited',
  'CarrierChargeCancelled',
  'TopUpFailed',
  'TopUpReversed',
  'BonusGranted',
  'ValidityExtended',
  'UsageRecorded',
  'RefundRequested',
  'RefundApproved',
  'RefundRejected',
  'RefundCancelled',
  'RefundSent',
  'RefundPaid',
  'RefundFailed',
  'RefundEvidenced',
  'BalanceExpired',
  'AccountLapsed',
  'BalanceAdjusted',
];
const known: ReadonlySet<string> = new Set(types);

/** What happened to each account. */
export const timeline: Projection = {
  name: 'timeline',
  tables: ['views.timeline'],
  tableSql: tableSqlBeside(import.meta.url),
  types,
  project: async (events, sql) => {
    const ofAccounts = events.filter(({ type }) => known.has(type));
    const lines = ofAccounts.map((event) => {
      const { subject, amount, currency } = subjectOf(asChoboEvent(event));
      return copyLine([
        streamId(event.stream),
        event.revision,
        epochMs(event.metadata.occurredAt),
        event.type,
        event.metadata.actor,
        subject,
        amount,
        currency,
      ]);
    });
    await copyLines(sql, 'views.timeline', columns, lines);
  },
};
