import type { Instant } from '@chobo/domain/kernel/time';
import type { EventToAppend, Position, RecordedEvent } from '@chobo/event-store/port';

import { asChoboEvent } from './eventTypes.ts';
import type { ChoboEvent, Recorded } from './eventTypes.ts';

/** When events of these tests happen unless they say otherwise: 18 November 2026, noon in Japan. */
export const NOON: Instant = '2026-11-18T03:00:00.000Z';

let made = 0;

/** An event as a writer hands it to the store; ids differ from one another. */
export const toAppend = (event: ChoboEvent, occurredAt: Instant = NOON): EventToAppend => {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return {
    id,
    ...event,
    metadata: {
      commandId: id,
      inputHash: '',
      schemaVersion: 1,
      correlationId: id,
      causationId: id,
      actor: 'user:given',
      occurredAt,
    },
  };
};

/** The n-th event of a log of tests, as it is read back. */
export const recorded = (
  stream: string,
  event: ChoboEvent,
  place: { readonly n?: number; readonly occurredAt?: Instant; readonly revision?: bigint } = {},
): RecordedEvent => ({
  ...toAppend(event, place.occurredAt),
  stream,
  revision: place.revision ?? 0n,
  position: positionOf(place.n ?? 1),
  recordedAtMs: 0,
});

/** The same, with its data typed. */
export const typed = (
  stream: string,
  event: ChoboEvent,
  place: Parameters<typeof recorded>[2] = {},
): Recorded<ChoboEvent> => asChoboEvent(recorded(stream, event, place));

export const positionOf = (n: number): Position => {
  const half = n.toString(16).padStart(16, '0');
  return `${half}/${half}` as Position;
};

/** A logger that keeps what it is told. */
export const listeningLogger = (): {
  readonly told: { readonly level: string; readonly facts: object; readonly message: string }[];
} & Record<'debug' | 'info' | 'warn' | 'error', (facts: object, message: string) => void> => {
  const told: { level: string; facts: object; message: string }[] = [];
  const at = (level: string) => (facts: object, message: string) => {
    told.push({ level, facts, message });
  };
  return { told, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};
