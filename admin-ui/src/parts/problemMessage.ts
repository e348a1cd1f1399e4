import { useTranslate } from 'react-admin';

import { ApiProblem } from '../api/problem';

/** What to tell a person about an error: what went wrong and what to do next. */
export const useProblemMessage = (): ((error: unknown) => string) => {
  const translate = useTranslate();
  return (error) => {
    const code = error instanceof ApiProblem ? error.code : 'unknown';
    return translate(`chobo.problems.${code}`, { _: translate('chobo.problems.unknown') });
  };
};
