import type { Choice } from './answers';

export type PostingLine = { readonly account: string | null; readonly side: 'debit' | 'credit' };

/** What a resolution posts for an amount, in the order debit, credit; a negative one turns the sides. */
export const postingLines = (
  { debit, credit }: NonNullable<Choice['postings']>,
  amount: number,
  named: string | null,
): readonly PostingLine[] => {
  const first = debit ?? named;
  return amount < 0
    ? [
        { account: credit, side: 'debit' },
        { account: first, side: 'credit' },
      ]
    : [
        { account: first, side: 'debit' },
        { account: credit, side: 'credit' },
      ];
};
