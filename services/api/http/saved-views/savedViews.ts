import type { Pool } from 'pg';

/** A search that somebody keeps under a name, for one list of the console. */
export type SavedView = {
  readonly id: string;
  readonly list: string;
  readonly name: string;
  /** The search part of the list's address, as the console has it. */
  readonly search: string;
};

/** Searches that one person may keep, over all lists. */
export const MAX_SAVED_VIEWS = 100;

const columns = 'id, list, name, search';

/** What a person keeps, for one list or for all, by name. */
export const listSavedViews = async (
  pool: Pool,
  userId: string,
  list: string | null,
): Promise<readonly SavedView[]> => {
  const { rows } = await pool.query<SavedView>(
    `select ${columns} from app.saved_views
      where user_id = $1 and ($2::text is null or list = $2) order by list, name`,
    [userId, list],
  );
  return rows;
};

/** Keeps a search; what had this name for the list is replaced. null when there are too many. */
export const saveView = async (
  pool: Pool,
  userId: string,
  view: SavedView,
  nowMs: number,
): Promise<SavedView | null> => {
  const { rows } = await pool.query<SavedView>(
    `insert into app.saved_views (id, user_id, list, name, search, saved_at)
     select $1, $2, $3, $4, $5, $6
      where (select count(*) from app.saved_views
              where user_id = $2 and not (list = $3 and name = $4)) < $7
     on conflict (user_id, list, name)
       do update set search = excluded.search, saved_at = excluded.saved_at
     returning ${columns}`,
    [view.id, userId, view.list, view.name, view.search, new Date(nowMs), MAX_SAVED_VIEWS],
  );
  return rows[0] ?? null;
};

/** Forgets a search of this person's. False when there is none of that id. */
export const forgetView = async (pool: Pool, userId: string, id: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    'delete from app.saved_views where user_id = $1 and id = $2',
    [userId, id],
  );
  return rowCount === 1;
};
