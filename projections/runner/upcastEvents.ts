import { currentVersion, upcast } from '@chobo/domain/kernel/upcasting';
import type { Upcasters } from '@chobo/domain/kernel/upcasting';
import type { RecordedEvent } from '@chobo/event-store/port';

/**
 * Brings events of the log to the shape that the code of today knows. This is
 * the one place where projections meet old versions; what is of today's version
 * passes untouched.
 *
 * @throws RangeError for an event that a newer program wrote
 */
export const upcastEvents = (
  upcasters: Upcasters,
  events: readonly RecordedEvent[],
): readonly RecordedEvent[] => {
  if (events.every((event) => isOfToday(upcasters, event))) return events;
  return events.map((event) => {
    if (isOfToday(upcasters, event)) return event;
    const { schemaVersion } = event.metadata;
    return {
      ...event,
      data: upcast(upcasters, event.type, schemaVersion, event.data),
      metadata: { ...event.metadata, schemaVersion: currentVersion(upcasters, event.type) },
    };
  });
};

const isOfToday = (upcasters: Upcasters, event: RecordedEvent): boolean =>
  event.metadata.schemaVersion === currentVersion(upcasters, event.type);
