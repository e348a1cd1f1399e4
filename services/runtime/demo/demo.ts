import { START } from '@chobo/event-store/port';
import type { EventStore } from '@chobo/event-store/port';
import { countActiveUsers } from '@chobo/identity/users';
import { isLoopback } from '../config.ts';
import type { Configuration } from '../config.ts';
import type { Chobo } from '../chobo.ts';
import { StartProblem } from '../startProblem.ts';
import { demoSteps } from './steps.ts';
import { SUPPORT_CASES } from './support.ts';
import { DEMO_ACTOR, DEMO_PASSWORD, activeDemoRoles, demoLogin } from './users.ts';

type Store = Pick<EventStore, 'head' | 'readAll'>;

/** Whether the first event is one of the demo's: a seeding that was cut short. */
async function beganAsDemo(store: Store): Promise<boolean> {
  for await (const { events } of store.readAll({ batchSize: 1 })) {
    const [first] = events;
    if (first !== undefined) return first.metadata.actor === DEMO_ACTOR;
  }
  return false;
}

/** Whether demo data are asked for; by itself only when nothing says that this is real. */
export const wantsDemo = (configuration: Configuration): boolean =>
  configuration.demo === 'on' ||
  (configuration.demo === 'when_unconfigured' &&
    configuration.databaseUrl === undefined &&
    configuration.eventStore === undefined &&
    isLoopback(configuration.host));

/**
 * Fills an empty store with demo data, step by step; completes a seeding that
 * was cut short. A store with anything of its own is left alone.
 *
 * @param tell says in a few words what is being done
 * @returns whether anything was seeded
 */
export async function seedDemo(chobo: Chobo, tell: (words: string) => void): Promise<boolean> {
  const [head, users] = await Promise.all([chobo.store.head(), countActiveUsers(chobo.pool)]);
  // Users are the last step: where there are some, the seeding was completed.
  if (users > 0 || (head !== START && !(await beganAsDemo(chobo.store)))) return false;
  for (const { name, run } of demoSteps) {
    tell(name);
    await run(chobo);
  }
  return true;
}

/**
 * The demo's logins are known to everybody, so with them Chobo listens on the
 * loopback address or not at all.
 *
 * @returns login names that are open, none when this is no demo
 * @throws StartProblem with demo users on an address that others can reach
 */
export async function demoLogins(chobo: Chobo): Promise<readonly string[]> {
  const { host, demo } = chobo.configuration;
  const logins = (await activeDemoRoles(chobo.pool)).map(demoLogin);
  if (!isLoopback(host) && (logins.length > 0 || demo === 'on')) {
    throw new StartProblem(
      `A demo, whose logins everybody knows, is not opened to the network (HOST is ${host}). Unset HOST; or start on a fresh CHOBO_DATA_DIR with CHOBO_DEMO=0; or disable the demo users with "chobo user disable" (${logins.join(', ')}).`,
    );
  }
  return logins;
}

/** What is printed for whoever tries the demo. */
export const demoNotice = (logins: readonly string[]): string =>
  [
    'This is a demo. Logins, one per role:',
    ...logins.map((login) => `  ${login}`),
    `Password of each: ${DEMO_PASSWORD}`,
    'Cards to try a refund with:',
    ...SUPPORT_CASES.map(({ iccid, shows }) => `  ${iccid} ${shows}`),
  ].join('\n');
