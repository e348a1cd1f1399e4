import type { Role } from '@chobo/identity/roles';
import { SESSION_IDLE_MS } from '@chobo/identity/sessions';
import { USER_COLUMNS, userOf, type User, type UserRow } from '@chobo/identity/users';
import {
  createConditions,
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '@chobo/projections/lists/keyset';

/** A user with what an administrator looks at beside. */
export type UserView = User & {
  /** In how many places they are logged in. */
  readonly openSessions: number;
};

export type UserFilter = {
  /** Part of the login or of the name, in any case. */
  readonly text?: string;
  readonly role?: Role;
  readonly state?: 'active' | 'disabled';
};

export type UserSort = 'login' | 'name' | 'createdAt' | 'lastLoginAt';

type Row = UserRow & { readonly open_sessions: number };

const viewOf = (row: Row): UserView => ({ ...userOf(row), openSessions: row.open_sessions });

/** The columns of a view; `$1` is now and `$2` when whoever was not seen since is logged out. */
const COLUMNS = `${USER_COLUMNS}, (
  SELECT count(*)::int FROM app.sessions
   WHERE user_id = users.id AND expires_at > $1 AND last_seen_at > $2) AS open_sessions`;

const timesOf = (nowMs: number): readonly [Date, Date] => [
  new Date(nowMs),
  new Date(nowMs - SESSION_IDLE_MS),
];

/** Users, by login unless said. @throws InvalidCursor */
export const listUsers = async (
  database: Database,
  { text, role, state }: UserFilter,
  page: PageRequest<UserSort> & { readonly nowMs: number },
): Promise<Page<UserView>> => {
  const { conditions, values, add } = createConditions();
  values.push(...timesOf(page.nowMs));
  add("strpos(lower(users.login || ' ' || users.name), lower(?)) > 0", text);
  add('? = ANY (users.roles)', role);
  add('(users.disabled_at IS NOT NULL) = ?', state && state === 'disabled');
  const found = await readPage<Row, UserSort>(
    database,
    {
      select: COLUMNS,
      from: 'app.users AS users',
      conditions,
      values,
      sorts: {
        login: ['users.login'],
        name: ['users.name', 'users.login'],
        createdAt: ['(extract(epoch FROM users.created_at) * 1000)::float8', 'users.login'],
        lastLoginAt: [
          'coalesce((extract(epoch FROM users.last_login_at) * 1000)::float8, 0)',
          'users.login',
        ],
      },
      defaultSort: { field: 'login', direction: 'asc' },
    },
    page,
  );
  return { ...found, data: found.data.map(viewOf) };
};

/** One user; null when there is none of that login. */
export const userByLogin = async (
  database: Database,
  login: string,
  nowMs: number,
): Promise<UserView | null> => {
  const { rows } = await database.query<Row>(
    `SELECT ${COLUMNS} FROM app.users AS users WHERE users.login = $3`,
    [...timesOf(nowMs), login],
  );
  return rows.map(viewOf)[0] ?? null;
};
