import { cardNumber } from '/work/main/fixtures/statements/cardNumber.ts';
import { HISTORY_HEADER, historyRowText } from '/work/main/fixtures/statements/historyCsv.ts';
import { writeFileSync } from 'node:fs';
const rows = Number(process.argv[2]);
const cards = rows / 4;
const F = Date.parse('2026-09-01T00:00:00+09:00');
let t = HISTORY_HEADER + '\n';
for (let n = 0; n < rows; n++)
  t += historyRowText({
    topUpId: `tu-bench-${String(n).padStart(9, '0')}`,
    card: cardNumber((n * 7919) % cards),
    amount: [1000, 2000, 3000][n % 3]!,
    paidAt: new Date(F + n * 5000).toISOString(),
  });
writeFileSync(`/tmp/h${rows}.csv`, t);
