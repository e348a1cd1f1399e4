/** Digits as they are typed, spaces and hyphens read over; too few to search by are no filter yet. */
export const cardFilter = ({
  fragment,
  ...others
}: Record<string, unknown>): Record<string, unknown> => {
  const digits = typeof fragment === 'string' ? fragment.normalize('NFKC').replace(/\D/g, '') : '';
  return digits.length < 4 ? others : { ...others, fragment: digits.slice(0, 20) };
};
