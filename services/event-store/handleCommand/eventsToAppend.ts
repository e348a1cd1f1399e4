import type { Command, DomainEvent } from '@chobo/domain/kernel/decider';
import { currentVersion } from '@chobo/domain/kernel/upcasting';
import type { EventToAppend } from '../port.ts';
import type { CommandContext } from './context.ts';
import { eventIdOf } from './eventIds.ts';
import { inputHashOf } from './inputHash.ts';
import type { AggregateOf } from './loadState.ts';

/**
 * Decided events as the store takes them, for handleCommand and for bulk roads
 * (imports) that decide many commands and append them with `appendMany`.
 *
 * @param command what was decided upon. Left out by a caller who compares the
 *   input of a repeated id itself; then handleCommand takes any command of that
 *   id for the same.
 */
export const eventsToAppend = <Event extends DomainEvent>(
  aggregate: AggregateOf<Event>,
  events: readonly Event[],
  context: CommandContext,
  command?: Command,
): readonly EventToAppend[] => {
  const { commandId, actor, occurredAt } = context;
  const inputHash = command === undefined ? '' : inputHashOf(command);
  return events.map(({ type, data }, index) => ({
    id: eventIdOf(commandId, inputHash, index),
    type,
    data,
    metadata: {
      commandId,
      inputHash,
      schemaVersion: currentVersion(aggregate.upcasters, type),
      correlationId: context.correlationId ?? commandId,
      causationId: context.causationId ?? commandId,
      actor,
      occurredAt,
    },
  }));
};
