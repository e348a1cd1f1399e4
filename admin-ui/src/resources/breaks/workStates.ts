/** Where the work on a break stands. */
export const WORK_STATES = ['open', 'proposed', 'approved', 'resolved'] as const;
