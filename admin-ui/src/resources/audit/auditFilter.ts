import { withDays } from '../../lists/days';

/** Days of Japan as the instants that the API asks for; numbers without the space around them. */
export const auditFilter = ({
  subject,
  ...others
}: Record<string, unknown>): Record<string, unknown> => ({
  ...withDays(others),
  ...(typeof subject === 'string' && subject.trim() !== '' && { subject: subject.trim() }),
});
