import type { Upcasters } from '@chobo/domain/kernel/upcasting';
import type { EventBatch, Position, RecordedEvent } from '@chobo/event-store/port';
import type { Pool, PoolClient } from 'pg';

import { upcastEvents } from './upcastEvents.ts';
import { moveCheckpoints } from './checkpoints.ts';
import { beginOwnedWrite, NotTheOwner } from './ownedWrite.ts';
import type { Ownership } from './ownership.ts';
import type { Projection, ProjectionContext, ProjectionLogger } from './projection.ts';
import { inTransaction } from './transaction.ts';

/** A projection cannot take an event. Its tables stand before the event, and stay there. */
export class ProjectionFailed extends Error {
  readonly projection: string;
  readonly event: RecordedEvent;
  constructor(projection: string, event: RecordedEvent, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Projection ${projection} stands still at ${event.type} of ${event.stream}: ${reason}`, {
      cause,
    });
    this.name = 'ProjectionFailed';
    this.projection = projection;
    this.event = event;
  }
}

/** Projections that stand at one position, and how to write them. */
export type Group = {
  readonly pool: Pool;
  /** In the order in which they are written. */
  readonly projections: readonly Projection[];
  readonly upcasters: Upcasters;
  readonly logger: ProjectionLogger;
  /** By which this process may write them. */
  readonly ownership: Pick<Ownership, 'session'>;
};

/**
 * Writes the rows of a batch of all projections of the group together with
 * their checkpoints: all of it or nothing. A batch that fails is halved until
 * the event that fails stands alone, so that everything before it is written.
 *
 * @param from where the checkpoints stand now
 * @throws ProjectionFailed, NotTheOwner, or the error of a lost connection
 */
export const writeBatch = async (
  group: Group,
  batch: EventBatch,
  from: Position,
): Promise<void> => {
  try {
    await writeAtOnce(group, batch, from);
  } catch (error) {
    if (!(error instanceof ProjectFailed)) throw error;
    const [first] = batch.events;
    if (first === undefined) throw error.cause;
    if (batch.events.length === 1) throw new ProjectionFailed(error.projection, first, error.cause);
    const middle = Math.ceil(batch.events.length / 2);
    const head = batch.events.slice(0, middle);
    const reached = head.at(-1)?.position ?? batch.upTo;
    await writeBatch(group, { events: head, upTo: reached }, from);
    await writeBatch(group, { events: batch.events.slice(middle), upTo: batch.upTo }, reached);
  }
};

/** Inner: which projection threw, before it is known at which event. */
class ProjectFailed extends Error {
  readonly projection: string;
  constructor(projection: string, cause: unknown) {
    super(projection, { cause });
    this.projection = projection;
  }
}

const writeAtOnce = (group: Group, batch: EventBatch, from: Position): Promise<void> =>
  inTransaction(group.pool, async (sql) => {
    // Rows and checkpoint are lost or kept together, and lost ones are made again
    // from the log: waiting for the disk at each commit would buy nothing.
    await sql.query('set local synchronous_commit = off');
    await beginOwnedWrite(sql, group.ownership);
    const names = group.projections.map((projection) => projection.name);
    if (!(await moveCheckpoints(sql, names, from, batch.upTo))) {
      throw new NotTheOwner('the checkpoints have moved');
    }
    await project(group, batch.events, sql);
  });

const project = async (
  group: Group,
  events: readonly RecordedEvent[],
  connection: PoolClient,
): Promise<void> => {
  const context: ProjectionContext = { logger: group.logger };
  const current = upcastWanted(group, events);
  for (const projection of group.projections) {
    const types: ReadonlySet<string> = new Set(projection.types);
    const own = current.filter((event) => types.has(event.type));
    if (own.length === 0) continue;
    try {
      await projection.project(own, connection, context);
    } catch (error) {
      throw new ProjectFailed(projection.name, error);
    }
  }
};

/** What any projection of the group takes, in today's versions: once for all of them. */
const upcastWanted = (group: Group, events: readonly RecordedEvent[]): readonly RecordedEvent[] => {
  const wanted: ReadonlySet<string> = typesOf(group.projections);
  try {
    return upcastEvents(
      group.upcasters,
      events.filter((event) => wanted.has(event.type)),
    );
  } catch (error) {
    throw new ProjectFailed(group.projections[0]?.name ?? '', error);
  }
};

/** Every event type that one of the projections takes. */
export const typesOf = (projections: readonly Projection[]): ReadonlySet<string> =>
  new Set(projections.flatMap((projection) => projection.types));
