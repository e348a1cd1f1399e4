import { epochMs } from '@chobo/domain/kernel/time';

import { copyLine, copyLines } from '../rows/copy.ts';
import { asChoboEvent } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { ACT_TYPES, actSubject, isActOfPerson } from './acts.ts';

const columns = [
  'act_id',
  'at_ms',
  'kind',
  'actor',
  'subject_kind',
  'subject',
  'amount',
  'currency',
  'stream',
  'revision',
];

const known: ReadonlySet<string> = new Set(ACT_TYPES);

/** Digits of a revision in an id, so that ids of one stream go in the order of its events. */
const REVISION_DIGITS = 12;

/** What people have done, by the log of events. */
export const audit: Projection = {
  name: 'audit',
  tables: ['views.acts'],
  tableSql: tableSqlBeside(import.meta.url),
  types: ACT_TYPES,
  project: async (events, sql) => {
    const acts = events.filter(({ type }) => known.has(type)).map(asChoboEvent);
    const lines = acts.filter(isActOfPerson).map((event) => {
      const { stream, revision, type, metadata } = event;
      const { kind, id, amount, currency } = actSubject(event);
      return copyLine([
        `${stream}@${String(revision).padStart(REVISION_DIGITS, '0')}`,
        epochMs(metadata.occurredAt),
        type,
        metadata.actor,
        kind,
        id,
        amount,
        currency,
        stream,
        revision,
      ]);
    });
    if (lines.length > 0) await copyLines(sql, 'views.acts', columns, lines);
  },
};
