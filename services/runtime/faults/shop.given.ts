import path from 'node:path';
import { writeFileSync } from 'node:fs';

import { root } from '@chobo/cli/cli.given';
import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { historyCsv } from '@chobo/fixtures/statements/historyCsv';

import type { Product } from './product.given.ts';

/** Password of everybody in these tests. */
export const PASSWORD = 'a long pass phrase of tests';

/** Who asks for refunds, and who decides on them. */
export const PEOPLE = [
  { login: 'agent', role: 'support_agent' },
  { login: 'supervisor', role: 'support_supervisor' },
] as const;

/** What was paid for each top-up, in yen. */
export const PRICE = 3_000;

export const topUpId = (n: number): string => `tu-fault-${String(n).padStart(6, '0')}`;

/**
 * Gives a Chobo that runs a shop to work with: the catalogue, `count` cards with
 * one top-up each, paid an hour ago, and people. Each top-up can be refunded.
 */
export const fillShop = async ({ command, folder }: Product, count: number): Promise<void> => {
  await command(['catalogue', 'publish', path.join(root, 'fixtures/catalogue/harbor-mobile.json')]);
  const paidAt = new Date(Date.now() - 3_600_000).toISOString();
  const rows = Array.from({ length: count }, (_, n) => ({
    topUpId: topUpId(n),
    card: cardNumber(n),
    amount: PRICE,
    paidAt,
  }));
  const file = path.join(folder, 'history.csv');
  writeFileSync(file, historyCsv(rows));
  await command(['history', 'import', file, '--source', 'harbor', '--brand', 'harbor-mobile']);
  for (const { login, role } of PEOPLE) {
    await command(
      ['user', 'add', login, '--name', login, '--role', role, '--password-stdin'],
      `${PASSWORD}\n`,
    );
  }
};
