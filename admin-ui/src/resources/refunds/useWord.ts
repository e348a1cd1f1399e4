import { useTranslate } from 'react-admin';

/** The words of refunds; what has no words of its own is shown as it is named. */
export const useWord = (): ((key: string, values?: Record<string, unknown>) => string) => {
  const translate = useTranslate();
  return (key, values = {}) =>
    translate(`chobo.refunds.${key}`, { _: key.split('.').at(-1), ...values });
};
