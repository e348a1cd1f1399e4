import type { EventStore } from '@chobo/event-store/port';
import { readCheckpoints } from '@chobo/projections/runner/checkpoints';
import { allReached } from '@chobo/projections/runner/progress';
import type { Pool, PoolClient } from 'pg';

export type UnusedTextsDependencies = {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'head'>;
  readonly projections: { readonly waitForHead: (timeoutMs: number) => Promise<boolean> };
  /** Epoch ms. */
  readonly clock: () => number;
};

/**
 * How long after it was last given a text may still find its event: far longer
 * than a request, its repetitions and an idempotency key live.
 */
export const GRACE_MS = 24 * 60 * 60_000;

const VIEWS_PATIENCE_MS = 60_000;
const REFERENCES = ['text-references'];

/** What became of the texts that were old enough. */
export type SettledTexts = { readonly referred: number; readonly forgotten: number };

/**
 * Forgets texts whose commands were refused: those that were last given a day ago
 * or earlier and that no event and no file under way refers to. A text is judged
 * once: what was found to be referred to is never looked at again. Where the view
 * of the references is not at the head of the log, nothing is forgotten.
 */
export const forgetUnusedTexts = async ({
  pool,
  store,
  projections,
  clock,
}: UnusedTextsDependencies): Promise<SettledTexts> => {
  const head = await store.head();
  if (!(await projections.waitForHead(VIEWS_PATIENCE_MS))) return { referred: 0, forgotten: 0 };
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Nobody empties the view until this is over.
    await client.query('lock table views.text_references in access share mode');
    const isComplete = allReached(REFERENCES, head)(await readCheckpoints(client, REFERENCES));
    const settled = isComplete
      ? await settle(client, new Date(clock() - GRACE_MS))
      : { referred: 0, forgotten: 0 };
    await client.query('commit');
    return settled;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};

const settle = async (client: PoolClient, givenBefore: Date): Promise<SettledTexts> => {
  const referred = await client.query(
    `update app.texts t set is_referred = true
     where not t.is_referred and t.given_at < $1
       and exists (select from views.text_references r where r.text_id = t.text_id)`,
    [givenBefore],
  );
  const forgotten = await client.query(
    `delete from app.texts t
     where not t.is_referred and t.given_at < $1
       and not exists (select from views.text_references r where r.text_id = t.text_id)
       and not exists (select from app.statement_uploads u where u.reason_id = t.text_id)`,
    [givenBefore],
  );
  return { referred: referred.rowCount ?? 0, forgotten: forgotten.rowCount ?? 0 };
};
