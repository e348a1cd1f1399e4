import type { Pool } from 'pg';
import { createUser, findUser } from '@chobo/identity/users';
import { ROLES } from '@chobo/identity/roles';
import type { Role } from '@chobo/identity/roles';

/** The password of every demo user; public, which is why a demo is bound to the loopback address. */
export const DEMO_PASSWORD = 'chobo-demo-2026';

/** Who made what the demo is made of. */
export const DEMO_ACTOR = 'job:demo';

/** A hash at full cost would protect a password that is printed at every start. */
const DEMO_COST = { N: 2 ** 12, r: 8, p: 1 };

const names: Readonly<Record<Role, string>> = {
  support_agent: 'Aoki Mei',
  support_supervisor: 'Baba Ren',
  finance_staff: 'Chiba Yui',
  finance_manager: 'Doi Haruto',
  auditor: 'Endo Sora',
  admin: 'Fujita Rin',
};

/** Login name of the demo user who holds that role and no other. */
export const demoLogin = (role: Role): string => `demo-${role.replaceAll('_', '-')}`;

/** One user per role; those who are there already stay as they are. */
export async function createDemoUsers(pool: Pool, nowMs: number): Promise<void> {
  await Promise.all(
    ROLES.map(async (role) => {
      const created = await createUser(pool, {
        login: demoLogin(role),
        name: names[role],
        roles: [role],
        password: DEMO_PASSWORD,
        by: DEMO_ACTOR,
        nowMs,
        cost: DEMO_COST,
      });
      if (!created.ok && created.fault !== 'login_taken') {
        throw new Error(`demo user ${demoLogin(role)}: ${created.fault}`);
      }
    }),
  );
}

/** The demo users who may log in: with them, everybody who reaches Chobo can. */
export async function activeDemoRoles(pool: Pool): Promise<readonly Role[]> {
  const found = await Promise.all(
    ROLES.map(async (role) => ({ role, user: await findUser(pool, demoLogin(role)) })),
  );
  return found
    .filter(({ user }) => user !== null && user.disabledAtMs === null)
    .map(({ role }) => role);
}
