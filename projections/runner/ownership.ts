import type { Pool, PoolClient } from 'pg';

/**
 * What is owned: the two 32-bit keys of an advisory lock. The first is Chobo's
 * ("chob"), the second is told from all others by whoever defines it.
 */
export type OwnershipKey = readonly [number, number];

/** "chob" and "view": writing the views of a database. */
export const VIEWS: OwnershipKey = [0x63686f62, 0x76696577];

/** Being the one process that does a work on a database. */
export type Ownership = {
  /** Process id, at the server, of the session that holds the lock. */
  readonly session: number;
  /** Aborts when ownership is lost: its connection broke, or this process was silent for too long. */
  readonly lost: AbortSignal;
  /** Gives ownership back and closes its connection. Never rejects. */
  readonly release: () => Promise<void>;
};

export type OwnershipTimes = {
  /** Between two signs of life; 5 s unless said. */
  readonly signOfLifeMs?: number;
  /**
   * An owner that gave no sign for this long (its process hangs or is frozen, or
   * the network between is cut) is one no more; 30 s unless said.
   */
  readonly silentForMs?: number;
};

/**
 * Tries to become the owner. The lock belongs to a session of its own, so it
 * falls back to PostgreSQL the moment its holder dies, however that happens. Of
 * a holder that lives and does not move, PostgreSQL ends the session.
 *
 * An owner that hangs may wake up after another has taken over and finish what
 * it was at: work must bear that, by asking in the same transaction whether it is
 * the owner (`ownedWrite.ts`), or by ids that make a repetition known.
 *
 * @returns null while another session is the owner
 */
export const tryToOwn = async (
  pool: Pool,
  key: OwnershipKey,
  { signOfLifeMs = 5_000, silentForMs = 30_000 }: OwnershipTimes = {},
): Promise<Ownership | null> => {
  const connection = await pool.connect();
  const lost = new AbortController();
  let open = true;
  let session = 0;
  const discard = (): void => {
    if (!open) return;
    open = false;
    lost.abort();
    // The lock is a session's: a connection that held it must not return to the pool.
    connection.release(true);
  };
  connection.on('error', discard);
  connection.on('end', discard);
  try {
    if (!(await lock(connection, key))) {
      open = false;
      connection.off('error', discard);
      connection.off('end', discard);
      connection.release();
      return null;
    }
    const { rows } = await connection.query<{ session: number }>(
      `select pg_backend_pid() as session, set_config('idle_session_timeout', $1, false)`,
      [String(silentForMs)],
    );
    session = rows[0]?.session ?? 0;
  } catch (error) {
    discard();
    throw error;
  }
  let heardAt = performance.now();
  const signsOfLife = setInterval(() => {
    // The other side does not answer: it may have given the lock to somebody else already.
    if (performance.now() - heardAt > silentForMs) {
      discard();
      return;
    }
    connection.query('select 1').then(() => {
      heardAt = performance.now();
    }, discard);
  }, signOfLifeMs).unref();
  lost.signal.addEventListener('abort', () => {
    clearInterval(signsOfLife);
  });
  return {
    session,
    lost: lost.signal,
    release: async () => {
      if (!open) return;
      await connection.query('select pg_advisory_unlock($1, $2)', [...key]).catch(() => undefined);
      discard();
    },
  };
};

const lock = async (connection: PoolClient, key: OwnershipKey): Promise<boolean> => {
  const { rows } = await connection.query<{ owned: boolean }>(
    'select pg_try_advisory_lock($1, $2) as owned',
    [...key],
  );
  return rows[0]?.owned === true;
};
