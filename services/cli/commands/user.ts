import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';

import { Option } from 'commander';
import type { Command } from 'commander';

import { ROLES } from '@chobo/identity/roles';
import type { Role } from '@chobo/identity/roles';
import { changeUser } from '@chobo/identity/administration';
import type { UserChange, UserChangeFault } from '@chobo/identity/administration';
import { createUser } from '@chobo/identity/users';
import type { NewUserFault, User } from '@chobo/identity/users';

import type { Chobo } from '@chobo/runtime/chobo';

import type { Cli } from '../cli.ts';
import { CommandProblem, DONE } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';

const ADD_EXAMPLES = `
Without --password-stdin a password is made up and printed once. Roles: ${ROLES.join(', ')}.

Examples:
  chobo user add sato --name "Sato Yuki" --role finance_staff
  echo "a long pass phrase" | chobo user add admin --name "Admin" --role admin --password-stdin`;

const RESET_EXAMPLES = `
Ends the sessions of the user. Without --password-stdin a password is made up
and printed once.

Example:
  chobo user reset-password sato`;

const DISABLE_EXAMPLES = `
Shuts the user out at once, sessions that are open too. What the user did stays.

Example:
  chobo user disable sato`;

type AddOptions = {
  readonly name: string;
  readonly role: readonly Role[];
  readonly passwordStdin?: true;
  readonly json?: true;
};

type ResetOptions = Pick<AddOptions, 'passwordStdin' | 'json'>;

export const addUser = (program: Command, cli: Cli, ended: Ended): void => {
  const user = program.command('user').description('people who use the console');
  user
    .command('add')
    .description('add a user')
    .argument('<login>', 'login name')
    .requiredOption('--name <name>', 'name of the person')
    .addOption(
      new Option('--role <role...>', 'one or more roles').choices(ROLES).makeOptionMandatory(),
    )
    .option('--password-stdin', 'read the password from the first line of standard input')
    .option('--json', 'print one JSON document')
    .addHelpText('after', ADD_EXAMPLES)
    .action(async (login: string, options: AddOptions) => ended(await add(cli, login, options)));
  user
    .command('disable')
    .description('shut a user out')
    .argument('<login>', 'login name')
    .option('--json', 'print one JSON document')
    .addHelpText('after', DISABLE_EXAMPLES)
    .action(async (login: string, options: { json?: true }) =>
      ended(await disable(cli, login, options.json === true)),
    );
  user
    .command('reset-password')
    .description('set a new password')
    .argument('<login>', 'login name')
    .option('--password-stdin', 'read the password from the first line of standard input')
    .option('--json', 'print one JSON document')
    .addHelpText('after', RESET_EXAMPLES)
    .action(async (login: string, options: ResetOptions) =>
      ended(await reset(cli, login, options)),
    );
};

const add = async (cli: Cli, login: string, options: AddOptions): Promise<ExitCode> => {
  const { password, madeUp } = await passwordFor(cli, options);
  return cli.withChobo(async ({ pool, clock }) => {
    const { name, role: roles } = options;
    const made = { login, name, roles, password, by: cli.actor, nowMs: clock() };
    const created = await createUser(pool, made);
    if (!created.ok) throw problem(created.fault, login);
    return tell(cli, options.json === true, 'added', created.user, madeUp);
  });
};

const change = async (
  cli: Cli,
  { pool, clock }: Chobo,
  login: string,
  wanted: UserChange,
): Promise<User> => {
  const changed = await changeUser(pool, login, wanted, { by: cli.actor, nowMs: clock() });
  if (!changed.ok) throw problem(changed.fault, login);
  return changed.user;
};

const disable = (cli: Cli, login: string, json: boolean): Promise<ExitCode> =>
  cli.withChobo(async (chobo) => {
    const user = await change(cli, chobo, login, { kind: 'disabling' });
    return tell(cli, json, 'disabled', user, null);
  });

const reset = async (cli: Cli, login: string, options: ResetOptions): Promise<ExitCode> => {
  const { password, madeUp } = await passwordFor(cli, options);
  return cli.withChobo(async (chobo) => {
    const user = await change(cli, chobo, login, { kind: 'password', password, oneTime: false });
    return tell(cli, options.json === true, 'password_reset', user, madeUp);
  });
};

type Password = { readonly password: string; readonly madeUp: string | null };

const passwordFor = async (cli: Cli, { passwordStdin }: ResetOptions): Promise<Password> => {
  if (passwordStdin !== true) {
    const madeUp = randomBytes(15).toString('base64url');
    return { password: madeUp, madeUp };
  }
  const lines = createInterface({ input: cli.stdin });
  for await (const line of lines) {
    lines.close();
    return { password: line, madeUp: null };
  }
  throw new CommandProblem('password_missing', 'Standard input has no password.');
};

const WORDS = {
  added: 'was added',
  disabled: 'is shut out',
  password_reset: 'has a new password',
} as const;

const tell = async (
  cli: Cli,
  json: boolean,
  state: keyof typeof WORDS,
  { id, login, name, roles }: User,
  password: string | null,
): Promise<ExitCode> => {
  const made = password === null ? {} : { password };
  if (json) await cli.output.printJson({ state, user: { id, login, name, roles }, ...made });
  else {
    const line = `User ${login} (${roles.join(', ')}) ${WORDS[state]}.`;
    await cli.output.print(password === null ? line : `${line}\nPassword: ${password}`);
  }
  return DONE;
};

type Fault = NewUserFault | UserChangeFault;

const problem = (fault: Fault, login: string): CommandProblem =>
  new CommandProblem(fault, `User ${login}: ${FAULTS[fault]}`);

const FAULTS: Readonly<Record<Fault, string>> = {
  login_invalid:
    'a login has 1 to 64 lower-case letters, digits and . _ @ + -, and begins with a letter or digit.',
  login_taken: 'there is a user of this login already.',
  name_invalid: 'a name has 1 to 120 characters.',
  roles_missing: 'a user has at least one role.',
  user_unknown: 'there is no such user.',
  changed_meanwhile: 'somebody else changed the user at the same moment. Try again.',
  last_admin: 'at least one administrator must remain.',
  own_account: 'this takes another administrator.',
  password_too_short: 'the password is too short; take a pass phrase.',
  password_too_long: 'the password is too long.',
};
