/** Groups of age in business days, those of the overview, from and to; the last has no end. */
export const AGES = {
  d0: { minAge: 0, maxAge: 1 },
  d2: { minAge: 2, maxAge: 3 },
  d4: { minAge: 4, maxAge: 5 },
  d6: { minAge: 6, maxAge: 10 },
  d11: { minAge: 11 },
} as const;

/** The filter of those that nobody has. */
export const NOBODY = 'nobody';

export const STATES = ['unresolved', 'open', 'proposed', 'resolved', 'settled'] as const;

const isAge = (value: unknown): value is keyof typeof AGES =>
  typeof value === 'string' && value in AGES;

const stateFilter = (state: unknown): object => {
  if (state === 'settled') return { settled: true };
  if (state === 'unresolved') return { unresolved: true };
  return typeof state === 'string' ? { settled: false, workStatus: state } : {};
};

const wholeNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' ? Number(value.trim() || Number.NaN) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? number
    : undefined;
};

/**
 * What was chosen in the list as a filter of the API. Names that are the API's
 * own pass: other pages lead here with them.
 */
export const breakFilterOf = ({
  state,
  age,
  assignee,
  minAmount,
  maxAmount,
  ...others
}: Record<string, unknown>): Record<string, unknown> => {
  const least = wholeNumber(minAmount);
  const most = wholeNumber(maxAmount);
  return {
    ...others,
    ...stateFilter(state),
    ...(isAge(age) ? AGES[age] : {}),
    ...(assignee === undefined ? {} : { assignee: assignee === NOBODY ? null : assignee }),
    ...(least === undefined ? {} : { minAmount: least }),
    ...(most === undefined ? {} : { maxAmount: most }),
  };
};

/** How proposed matches are looked for: `undecided` are those that keep a day from being closed. */
export const PROPOSAL_STATES = ['undecided', 'open', 'accepted', 'rejected', 'in_work'] as const;

/** What was chosen in the list of proposed matches as a filter of the API. */
export const proposalFilterOf = ({
  state,
  ...others
}: Record<string, unknown>): Record<string, unknown> => ({
  ...others,
  ...(state === 'undecided' ? { decided: false } : state === undefined ? {} : { state }),
});
