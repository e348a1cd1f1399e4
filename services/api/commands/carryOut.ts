import type { Aggregate, Command, DomainEvent, Rejection } from '@chobo/domain/kernel/decider';
import { handleCommand } from '@chobo/event-store/handleCommand';
import type { EventStore, Position } from '@chobo/event-store/port';
import { z } from 'zod';

import { authorise } from '../authorise.ts';
import { Problem, isProblemCode } from '../problems.ts';
import type { Given } from './given.ts';
import { COMMAND_PERMISSIONS, type GivenCommandType } from './permissions.ts';

/** A command that has been carried out. */
export type Done<Event extends DomainEvent> = {
  readonly events: readonly Event[];
  /** What a reader passes as `?after=` to see the effect. */
  readonly position: Position;
  readonly revision: bigint | 'no_stream';
  readonly repeated: boolean;
};

/** What the answer of every command says. */
export const commandAnswerSchema = z.object({
  position: z.string().describe('Pass it as `?after=` to read what this led to'),
  revision: z.int().nullable().describe('Of the stream that was written; pass it as `If-Match`'),
  repeated: z.boolean().describe('True when this very command had been carried out before'),
});

/** A revision as answers tell it. */
const revisionAnswer = (revision: bigint | 'no_stream'): number | null =>
  revision === 'no_stream' ? null : Number(revision);

/** The answer of a command. */
export const commandAnswer = ({
  position,
  revision,
  repeated,
}: Pick<Done<DomainEvent>, 'position' | 'revision' | 'repeated'>): z.infer<
  typeof commandAnswerSchema
> => ({ position, revision: revisionAnswer(revision), repeated });

/** The problem that a refusal of the domain comes to, with its facts. */
const problemOfRejection = ({ code, facts }: Rejection): Problem =>
  isProblemCode(code) ? new Problem(code, { facts }) : new Problem('internal_error');

/**
 * Gives a command in the name of somebody who is logged in: their roles are
 * asked here, in the command path, and the rules of the aggregate after that.
 *
 * @throws Problem `forbidden`, `changed_meanwhile`, or whatever the rules refuse it with
 */
export const carryOut = async <
  State,
  GivenCommand extends Command,
  Event extends DomainEvent,
  Refusal extends Rejection,
  Before extends Rejection = never,
>(
  { store }: { readonly store: Pick<EventStore, 'append' | 'readStream'> },
  aggregate: Aggregate<State, GivenCommand, Event, Refusal>,
  {
    stream,
    command,
    given,
    isOfPart,
    beforeAppend,
  }: {
    readonly stream: string;
    readonly command: GivenCommand & Command<GivenCommandType>;
    readonly given: Given;
    /** The events of what the giver looked at, where that is a part of the stream. */
    readonly isOfPart?: (event: Event) => boolean;
    /** What must stand elsewhere before the command's events do; its refusal is the command's. */
    readonly beforeAppend?: ((events: readonly Event[]) => Promise<Before | null>) | undefined;
  },
): Promise<Done<Event>> => {
  authorise(given, COMMAND_PERMISSIONS[command.type]);
  const { commandId, actor, at: occurredAt, seenRevision } = given;
  const result = await handleCommand(
    store,
    aggregate,
    {
      stream,
      command,
      context: { commandId, actor, occurredAt },
      ...(seenRevision !== undefined && { seenRevision }),
      ...(isOfPart !== undefined && { isOfPart }),
    },
    beforeAppend === undefined ? {} : { beforeAppend },
  );
  if (!result.accepted) throw problemOfRejection(result.rejection);
  return result;
};
