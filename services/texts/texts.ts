import { createHash } from 'node:crypto';

import type { Pool } from 'pg';

/** A reason, comment or note. Events carry its id and hash, so that it can be erased. */
export type Text = {
  /** Chosen by the writer where a repetition must write the same row. */
  readonly id: string;
  readonly text: string;
  /** Actor, e.g. `user:sato`. */
  readonly by: string;
  readonly nowMs: number;
};

/** SHA-256 of a text, hexadecimal, as events carry it. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Keeps a text under its id, before the command that it belongs to is carried
 * out. The same id again only says that it is wanted still: whoever repeats a
 * command repeats its text, and the first one stays. A text that no event refers
 * to a day after it was last given, its command having been refused, is forgotten.
 */
export const keepText = async (pool: Pool, { id, text, by, nowMs }: Text): Promise<void> => {
  await pool.query(
    `insert into app.texts as texts (text_id, body, sha256, written_by, written_at, given_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (text_id) do update set given_at = greatest(texts.given_at, excluded.given_at)`,
    [id, text, textHash(text), by, new Date(nowMs)],
  );
};

/** The texts of these ids; one that was erased, or never kept, is not among them. */
export const textsOf = async (
  pool: Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ text_id: string; body: string }>(
    'select text_id, body from app.texts where text_id = any($1)',
    [ids],
  );
  return new Map(rows.map(({ text_id, body }) => [text_id, body]));
};
